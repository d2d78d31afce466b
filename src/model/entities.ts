/** The tables of a model: each is read on its own, then what they owe each other is checked. */
import { didYouMean } from '../sql/nearest';
import { readDimensions } from './dimensions';
import { isObject } from './mergeInput';
import type { Path, Problems } from './problems';
import { entities as schemas, entityKeys, histories, references } from './schema';
import { entityNames } from './fields';
import type { DealChange, Entity, EntityName, History, ItemName, Pipeline, Rate } from './types';

export interface Tables {
  readonly entities: Readonly<Partial<Record<EntityName, Entity>>>;
  readonly history: Readonly<Partial<Record<ItemName, History>>>;
  readonly dealChange?: DealChange;
  readonly rate?: Rate;
}

const historyKeys = { deal: 'stageChange', lead: 'leadStageChange' } as const;

export function readTables(input: unknown, problems: Problems): Tables {
  const base: Path = ['entities'];
  if (input !== undefined && !isObject(input)) {
    problems.add('wrong-type', base, 'write an object of tables: { "deal": { "from": … } }');
  }
  const given = isObject(input) ? input : {};
  Object.keys(given)
    .filter((key) => !entityKeys.includes(key))
    .forEach((key) =>
      problems.add('unknown-key', [...base, key], `unknown entity${didYouMean(key, entityKeys) || `: the entities are ${entityKeys.join(', ')}`}`)
    );
  const entities: Partial<Record<EntityName, Entity>> = {};
  for (const name of entityNames) {
    const entity = given[name] === undefined ? undefined : readEntity(name, given[name], [...base, name], problems);
    if (entity) {
      entities[name] = entity;
    }
  }
  const history: Partial<Record<ItemName, History>> = {};
  for (const item of ['deal', 'lead'] as const) {
    const key = historyKeys[item];
    const form = given[key] === undefined ? undefined : problems.read(histories[key], given[key], [...base, key]);
    if (form) {
      history[item] = { ...form, where: form.where ?? [] };
    }
    if (given[key] !== undefined && given[item] === undefined) {
      problems.add('missing', [...base, item], `missing: ${key} is the history of the ${item}s; map their table`);
    }
  }
  const change = given['dealChange'] === undefined ? undefined : problems.read(references.dealChange, given['dealChange'], [...base, 'dealChange']);
  const dealChange = change && { ...change, where: change.where ?? [] };
  const rate = given['rate'] === undefined ? undefined : problems.read(references.rate, given['rate'], [...base, 'rate']);
  return { entities, history, dealChange, rate };
}

function readEntity(name: EntityName, input: unknown, path: Path, problems: Problems): Entity | undefined {
  const form = problems.read(schemas[name], input, path);
  return (
    form && {
      name,
      from: form.from,
      columns: form.columns,
      times: form.times,
      where: form.where,
      dimensions: readDimensions(name, form, path, problems),
      ...(form.outcome ? { outcome: form.outcome } : {}),
      stageDates: form.stageDates,
      ...(form.link === undefined ? {} : { link: form.link }),
    }
  );
}

/** What items and pipelines must have of each other. `input` tells what was written, also where it had problems. */
export function checkItems(tables: Tables, pipelines: readonly Pipeline[], input: unknown, problems: Problems): void {
  const given = isObject(input) ? input : {};
  if (given['lead'] === undefined && given['deal'] === undefined) {
    problems.add('missing', ['entities'], 'missing: map "deal" or "lead", a table with an id, a created date, and a stage or an outcome');
  }
  const items = (['deal', 'lead'] as const).filter((item) => given[item] !== undefined);
  const hasOutcome = (item: ItemName) => isObject(given[item]) && given[item]['outcome'] !== undefined;
  const own = (item: ItemName) => pipelines.flatMap((pipeline, at) => (pipeline.of === item ? [{ pipeline, at }] : []));
  const known = items.filter((item) => hasOutcome(item) || (isObject(given[item]) && given[item]['stage'] !== undefined && own(item).length > 0));
  const [main] = items;
  if (main && known.length === 0 && tables.entities[main]) {
    const hasStage = tables.entities[main].columns['stage'] !== undefined;
    problems.add(
      'missing',
      ['entities', main, hasStage ? 'stage' : 'outcome'],
      hasStage
        ? `no pipeline lists the stages of ${main}s: add one with "of": "${main}" under "pipelines", or map "outcome"`
        : 'missing: map "outcome" with the values that mean won and lost, or "stage" with a pipeline'
    );
  }
  for (const item of items) {
    if (!hasOutcome(item) && item === main) {
      own(item)
        .filter(({ pipeline }) => !pipeline.stages.some(({ kind }) => kind === 'won'))
        .forEach(({ at }) => problems.add('missing', ['pipelines', at, 'stages'], 'no stage has kind "won": mark one'));
    }
    const entity = tables.entities[item];
    if (entity && own(item).length > 1 && !entity.columns['pipeline']) {
      problems.add('missing', ['entities', item, 'pipeline'], `missing: ${item}s have several pipelines; map the column that says which`);
    }
    const stages = own(item).flatMap(({ pipeline }) => pipeline.stages.map(({ id }) => id));
    Object.keys(entity?.stageDates ?? {})
      .filter((id) => !stages.includes(id))
      .forEach((id) => problems.add('unknown-stage', ['entities', item, 'stageDates', id], unknownStage(id, stages)));
  }
}

export const unknownStage = (id: string, stages: readonly string[]): string =>
  `"${id}" is no stage of the pipelines${didYouMean(id, stages) || (stages.length ? `: they have ${[...new Set(stages)].join(', ')}` : ': list it under "pipelines"')}`;
