/** The rows behind a number: which, with which columns, in which order. */
import type { EntityName, ItemName, SalesModel } from '../model/types';
import { nearest } from '../sql/nearest';
import { SalesError } from '../sql/SalesError';
import { checkFilters } from './checkNames';
import { looksBack } from './past';
import type { MetricsPlan, PlannedSource, RecordsPlan } from './Plan';
import { checkPastStates } from './planMetrics';
import { currentSchemaVersion, type Range, type RecordsQuery } from './query';
import { mayShow, recordColumns, type RecordColumn } from './recordColumns';
import { recordLink } from './recordLink';
import { componentOf, recordSets, type RecordSetInfo } from './recordSets';
import { makeWindow } from './windows';

export const mostRecords = 1000;
const usualRecords = 100;

/** @throws SalesError `query/…`, one for the first thing that is wrong */
export function planRecords(query: RecordsQuery, model: SalesModel, range: Range): RecordsPlan {
  const entity = entityOf(query, model);
  const set = setOf(query, entity);
  const asker = `the list "${set.id}" of ${entity}s`;
  const found = componentOf(set, model);
  if ('reason' in found) {
    throw new SalesError('query/metric-unavailable', `${asker} ${found.reason}`);
  }
  const { source, of } = found.component;
  const filters = checkFilters(query.filters ?? [], new Map<EntityName, string>([[entity, asker]]), model);
  const window = makeWindow('current', range.from, range.to, undefined, model.calendar);
  const planned: PlannedSource = { key: JSON.stringify(source), spec: source, components: {}, compares: false };
  const filtered = filters.map(({ dimension }) => dimension);
  checkPastStates([planned], [window], [], filtered, model, range);
  const known = recordColumns(entity, model);
  const knowsStage = (column: RecordColumn): boolean =>
    column.kind !== 'dimension' || column.dimension.kind !== 'stage' || allowed(() => checkPastStates([planned], [window], [column.id], filtered, model, range));
  const usual = known.filter((column) => mayShow(column, model) && knowsStage(column));
  const columns = query.columns?.length ? [...new Set(query.columns)].map((id) => columnOf(id, known, entity, model)) : usualColumns(set, usual);
  const order = query.orderBy
    ? { column: columnOf(query.orderBy.column, known, entity, model), descending: query.orderBy.descending ?? false }
    : { column: [set.orderBy, 'createdAt'].flatMap((id) => usual.find((one) => one.id === id) ?? [])[0]!, descending: true };
  // Stages of the past are told from history, or not at all.
  checkPastStates([planned], [window], [...columns, order.column].map(({ id }) => id), filtered, model, range);
  const inner: MetricsPlan = {
    kind: 'metrics', query: { refId: query.refId, schemaVersion: currentSchemaVersion, type: 'metrics', metrics: [] }, model, range, filters,
    windows: [window], dimensions: [], sources: [planned], metrics: [], horizon: model.horizon, targetMetrics: [], notices: [],
  };
  return {
    kind: 'records', query, model, range, filters, entity, inner, columns, order,
    where: 'where' in of ? of.where : undefined,
    isAsOf: source.kind === 'open',
    limit: limitOf(query.limit),
    notices: looksBack([planned], [window], range.now) ? pastNotices(columns, model) : [],
    link: recordLink(model.entities[entity]!, known.filter((column) => !mayShow(column, model))),
  };
}

function entityOf({ entity }: RecordsQuery, model: SalesModel): ItemName {
  const items: readonly ItemName[] = ['deal', 'lead'];
  const name = entity ?? (model.entities.deal ? 'deal' : 'lead');
  if (!items.includes(name)) {
    throw new SalesError('query/unknown-entity', `unknown entity "${String(name)}": records are of deal or lead`);
  }
  if (!model.entities[name]) {
    throw new SalesError('query/metric-unavailable', `records of ${name}s need a ${name} table: add "${name}" under entities`);
  }
  return name;
}

function setOf({ which = 'created' }: RecordsQuery, entity: ItemName): RecordSetInfo {
  const sets = recordSets(entity);
  const found = sets.find(({ id }) => id === which);
  if (!found) {
    const ids = sets.map(({ id }) => id);
    const guess = nearest(which, ids);
    throw new SalesError('query/unknown-set', `records of ${entity}s have no set "${which}": ${guess ? `did you mean "${guess}"?` : `use ${ids.join(', ')}`}`);
  }
  return found;
}

function columnOf(id: string, known: readonly RecordColumn[], entity: ItemName, model: SalesModel): RecordColumn {
  const found = known.find((column) => column.id === id);
  if (!found) {
    const ids = known.filter((column) => mayShow(column, model)).map((column) => column.id);
    const guess = nearest(id, ids);
    throw new SalesError('query/unknown-column', `records of ${entity}s have no column "${id}": ${guess ? `did you mean "${guess}"?` : `use ${ids.join(', ')}`}`);
  }
  if (!mayShow(found, model)) {
    throw new SalesError(
      'query/personal-data',
      `"${id}" is personal data of ${entity}s, which this model does not show: leave it out, or set "records": { "personalData": true } in the model`
    );
  }
  return found;
}

/** What a person wants to see first: which one, where it stands, whose it is, how much, and what the set is about. */
function usualColumns(set: RecordSetInfo, usual: readonly RecordColumn[]): readonly RecordColumn[] {
  const named = (id: string): readonly RecordColumn[] => usual.filter((column) => column.id === id);
  const [name = 'id'] = named('name').map(({ id }) => id);
  return [name, 'stage', 'source', 'owner', 'amount', ...set.columns].filter((id) => id !== 'source' || name === 'id').flatMap(named);
}

/** What only today is known of, where the list is of a past instant. */
function pastNotices(columns: readonly RecordColumn[], { dealChange }: SalesModel): readonly string[] {
  const named = columns.filter(({ kind, id }) => kind === 'amount' || kind === 'weighted' || id === 'expectedClose').map(({ label }) => label.toLowerCase());
  return dealChange || named.length === 0 ? [] : [`${named.join(' and ')}: today’s, also at past dates, since changes of deals are not mapped`];
}

function allowed(check: () => void): boolean {
  try {
    check();
    return true;
  } catch (error) {
    if (error instanceof SalesError) {
      return false;
    }
    throw error;
  }
}

function limitOf(limit = usualRecords): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > mostRecords) {
    throw new SalesError('query/bad-limit', `a list has 1 to ${mostRecords} rows, and the limit is ${limit}: choose a whole number between them`);
  }
  return limit;
}
