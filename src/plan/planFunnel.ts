import type { Dimension, EntityName, Pipeline, SalesModel } from '../model/types';
import { hasOutcome } from '../metrics/needs';
import { nearest } from '../sql/nearest';
import { SalesError } from '../sql/SalesError';
import { checkDimension, checkFilters } from './checkNames';
import type { Instant } from './Moment';
import type { FunnelPlan, FunnelStep } from './Plan';
import type { FunnelEntity, FunnelQuery, Range } from './query';
import { makeWindow } from './windows';

/** @throws SalesError `query/…`, one for the first thing that is wrong */
export function planFunnel(query: FunnelQuery, model: SalesModel, range: Range): FunnelPlan {
  makeWindow('current', range.from, range.to, undefined, model.calendar);
  return planFunnelOver(query, model, range);
}

/** The same over a range whose instants need not be known. */
export function planFunnelOver<T extends Instant>(query: FunnelQuery, model: SalesModel, range: Range<T>): FunnelPlan<T> {
  const entity = query.entity ?? (model.entities.deal ? 'deal' : 'lead');
  const item: EntityName = entity === 'deal' ? 'deal' : 'lead';
  checkEntity(entity, model);
  const pipeline = choosePipeline(query, entity, model);
  const steps = allSteps(entity, pipeline, model);
  const shown = chooseSteps(query, steps);
  const askers = new Map<EntityName, string>([[item, `the ${entity} funnel`]]);
  const dimension: Dimension | undefined = query.by ? checkDimension(query.by, askers, model) : undefined;
  const filters = checkFilters(query.filters ?? [], askers, model);
  const basis = query.basis ?? 'cohort';
  const historyOf = entity === 'lead' ? 'lead' : 'deal';
  const hasHistory = model.history[historyOf] !== undefined || Object.keys(model.entities[historyOf]?.stageDates ?? {}).length > 0;
  if (!hasHistory && (basis === 'event' || query.window !== undefined)) {
    const what = basis === 'event' ? 'the event basis' : 'a conversion window';
    throw new SalesError('query/needs-history', `${what} needs to know when stages were entered: add "${historyOf === 'deal' ? 'stageChange' : 'leadStageChange'}" or "stageDates", or leave it out`);
  }
  if (query.window !== undefined && !(query.window > 0)) {
    throw new SalesError('query/bad-window', `the conversion window is ${query.window} days: give a number of days above 0`);
  }
  const canSum = entity !== 'lead' && model.entities.deal?.columns['amount'] !== undefined;
  const hasAmount = canSum && ((query.values ?? true) || query.measure === 'amount');
  if (query.measure === 'amount' && !hasAmount) {
    throw new SalesError('query/metric-unavailable', 'a funnel by amount needs deal.amount: map "amount" under entities.deal, or count deals');
  }
  return {
    kind: 'funnel', query, model, range, filters, entity, pipeline, steps, shown, basis, dimension, hasAmount,
    policy: query.policy ?? 'reached',
    measure: query.measure ?? 'count',
    windowDays: query.window,
    matureAfter: query.window ?? model.horizon[item as 'lead' | 'deal'],
    matureOnly: query.matureOnly ?? false,
    timing: query.timing ?? true,
    losses: query.losses ?? query.timing ?? true,
    notices: hasHistory ? [] : ['no stage history is mapped: open items count at their present stage, lost ones at the first stage only'],
  };
}

function checkEntity(entity: FunnelEntity, model: SalesModel): void {
  const needed: readonly EntityName[] = entity === 'deal' ? ['deal'] : entity === 'lead' ? ['lead'] : ['lead', 'deal'];
  for (const name of needed) {
    const mapped = model.entities[name];
    if (!mapped) {
      throw new SalesError('query/metric-unavailable', `the ${entity} funnel needs a ${name} table: add "${name}" under entities`);
    }
    if (!mapped.times['createdAt']) {
      throw new SalesError('query/metric-unavailable', `the ${entity} funnel needs ${name}.createdAt: map "createdAt" under entities.${name}`);
    }
  }
  const last = entity === 'lead' ? 'lead' : 'deal';
  if (!hasOutcome(model.entities[last]!, model)) {
    throw new SalesError('query/metric-unavailable', `the ${entity} funnel needs the outcome of a ${last}: map "outcome" or "stage" under entities.${last}`);
  }
  if (entity === 'lead-to-deal' && !model.entities.deal!.columns['lead'] && !model.entities.lead!.columns['deal']) {
    throw new SalesError('query/metric-unavailable', 'the lead-to-deal funnel needs the link between leads and deals: map "lead" under entities.deal or "deal" under entities.lead');
  }
}

function choosePipeline(query: FunnelQuery, entity: FunnelEntity, model: SalesModel): Pipeline {
  const of = entity === 'lead' ? 'lead' : 'deal';
  const own = model.pipelines.filter((pipeline) => pipeline.of === of);
  const chosen = query.pipeline === undefined || query.pipeline === '' ? own[0] : own.find((pipeline) => pipeline.id === query.pipeline);
  if (chosen) {
    return chosen;
  }
  const ids = own.map((pipeline) => pipeline.id);
  const guess = query.pipeline && nearest(query.pipeline, ids);
  throw new SalesError(
    'query/unknown-pipeline',
    ids.length === 0
      ? `the model has no pipeline of ${of}s: add one to "pipelines" with "of": "${of}"`
      : `unknown pipeline "${query.pipeline}": ${guess ? `did you mean "${guess}"?` : `use ${ids.join(' or ')}`}`
  );
}

function allSteps(entity: FunnelEntity, pipeline: Pipeline, model: SalesModel): readonly FunnelStep[] {
  const stages = pipeline.stages.filter((stage) => stage.rank !== undefined && stage.kind === 'open');
  const won = pipeline.stages.find((stage) => stage.kind === 'won');
  const first: Array<Omit<FunnelStep, 'rank'>> =
    entity === 'lead-to-deal'
      ? [
          { id: 'lead', label: 'Lead', kind: 'created' },
          ...(model.entities.lead!.times['qualifiedAt'] ? [{ id: 'qualified', label: 'Qualified lead', kind: 'qualified' as const }] : []),
        ]
      : [];
  const rest = stages.map((stage, at) => ({
    id: stage.id, label: stage.label, kind: at === 0 && first.length === 0 ? ('created' as const) : ('stage' as const),
  }));
  const last = { id: won?.id ?? 'won', label: won?.label ?? 'Won', kind: 'won' as const };
  return [...first, ...rest, last].map((step, at) => ({ ...step, rank: at + 1 }));
}

function chooseSteps(query: FunnelQuery, steps: readonly FunnelStep[]): readonly FunnelStep[] {
  const ids = steps.map((step) => step.id);
  for (const id of [...(query.steps ?? []), ...(query.exclude ?? [])]) {
    if (!ids.includes(id)) {
      const guess = nearest(id, ids);
      throw new SalesError('query/unknown-stage', `unknown stage "${id}": ${guess ? `did you mean "${guess}"?` : `the funnel has ${ids.join(', ')}`}`);
    }
  }
  const shown = steps.filter((step) => (!query.steps?.length || query.steps.includes(step.id)) && !query.exclude?.includes(step.id));
  if (shown.length === 0) {
    throw new SalesError('query/no-stage', 'every stage of the funnel is left out: show at least one');
  }
  return shown;
}
