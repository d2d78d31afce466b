/** Whether a model has what a component needs, and the sentence that says what is missing. */
import type { Entity, EntityName, SalesModel } from '../model/types';
import { unreachable } from '../sql/SalesError';
import type { Component, SourceSpec } from './components';
import { needsOfRow, needsOfTime } from './rows';
import type { Need } from './types';

/** Entities whose dimensions a source can be grouped and filtered by. */
export function entitiesOf(source: SourceSpec): readonly EntityName[] {
  switch (source.kind) {
    case 'event':
    case 'cohort':
    case 'all':
      return [source.entity];
    case 'open':
    case 'due':
    case 'closes':
      return ['deal'];
    case 'reps':
      return ['owner'];
    default:
      return unreachable(source);
  }
}

export function needsOfComponent({ source, of }: Component): readonly Need[] {
  const entity = entitiesOf(source)[0]!;
  const row = 'value' in of ? needsOfRow(of.value, entity) : [];
  const where = 'where' in of && of.where ? needsOfRow(of.where, entity) : [];
  return [...new Set([...needsOfSource(source), ...row, ...where])];
}

function needsOfSource(source: SourceSpec): readonly Need[] {
  switch (source.kind) {
    case 'event':
      return [source.entity, ...needsOfTime(source.time, source.entity), ...(source.closed ? ['deal.outcome'] : [])];
    case 'cohort':
      return [source.entity, `${source.entity}.createdAt`];
    case 'open':
      return ['deal', 'deal.outcome', ...(source.expected ? ['deal.expectedClose'] : [])];
    case 'due':
      return ['deal', 'deal.outcome', 'deal.closedAt', 'deal.expectedClose', 'dealChange'];
    case 'closes':
      return ['deal', 'deal.stageChange'];
    case 'reps':
      return ['owner|deal.dimensions.owner'];
    case 'all':
      return [source.entity];
    default:
      return unreachable(source);
  }
}

/** The sentence for the first need that the model does not meet; undefined when it meets all. */
export function missing(needs: readonly Need[], model: SalesModel): string | undefined {
  const unmet = needs.find((need) => !need.split('|').some((one) => meets(one, model)));
  return unmet === undefined ? undefined : describeNeed(unmet);
}

function meets(need: string, model: SalesModel): boolean {
  if (need === 'target') {
    return model.targets !== undefined;
  }
  if (need === 'dealChange') {
    return model.dealChange !== undefined;
  }
  const [entityName, field, dimension] = need.split('.') as [EntityName, string?, string?];
  const entity = model.entities[entityName];
  if (!entity || field === undefined) {
    return entity !== undefined;
  }
  switch (field) {
    case 'outcome':
      return hasOutcome(entity, model);
    case 'stageChange':
      return model.history.deal?.from !== undefined || Object.keys(entity.stageDates).length > 0;
    case 'contactFields':
      return model.contactFields.length > 0;
    case 'stageProbability':
      return hasStageProbability(model);
    case 'dimensions':
      return entity.dimensions[dimension!] !== undefined;
    default:
      return entity.columns[field] !== undefined || entity.times[field] !== undefined;
  }
}

/** An outcome column, or stages of which at least one is won. */
export function hasOutcome(entity: Entity, model: SalesModel): boolean {
  const stages = model.pipelines.filter((pipeline) => pipeline.of === entity.name).flatMap((pipeline) => pipeline.stages);
  return entity.outcome !== undefined || (entity.columns['stage'] !== undefined && stages.some((stage) => stage.kind === 'won'));
}

/** Some stage of a deal has a probability, and deals say in which they are. */
export const hasStageProbability = (model: SalesModel): boolean =>
  model.entities.deal?.columns['stage'] !== undefined &&
  model.pipelines.some(({ of, stages }) => of === 'deal' && stages.some(({ kind, probability }) => kind === 'open' && probability !== undefined));

function describeNeed(need: Need): string {
  const places = need.split('|').map((one) => {
    const [entity, field, dimension] = one.split('.');
    if (one === 'target') {
      return 'targets: add "target" under entities, as a table or as rows';
    }
    if (one === 'dealChange') {
      return 'the changes of deals: add "dealChange" under entities';
    }
    if (field === undefined) {
      return `${/^[ao]/.test(entity!) ? 'an' : 'a'} ${entity} table: add "${entity}" under entities`;
    }
    if (field === 'outcome') {
      return `the outcome of a ${entity}: map "outcome", or "stage" with a stage of kind "won" in its pipeline, under entities.${entity}`;
    }
    if (field === 'stageChange') {
      return 'the stage history: add "stageChange" under entities, or "stageDates" under entities.deal';
    }
    if (field === 'stageProbability') {
      return 'give the stages of its pipeline a "probability"';
    }
    if (field === 'contactFields') {
      return 'contact fields: list the columns of the lead in "contactFields"';
    }
    return dimension === undefined
      ? `${entity}.${field}: map "${field}" under entities.${entity}`
      : `the dimension "${dimension}": add it under entities.${entity}.dimensions`;
  });
  return `needs ${places.join('; or ')}`;
}
