/** Raw rows of a small database, read through a model into items that the reference loops over. */
import type { Dimension, Entity, EntityName, From, ItemName, Pipeline, SalesModel, StageKind } from '../../src/model/types';
import type { Filter } from '../../src/plan/query';
import { momentOf, type Moment } from './calendar';

export type Row = Readonly<Record<string, unknown>>;

/** `type` is a SQL type that PostgreSQL and DuckDB share. */
export interface Table {
  readonly columns: ReadonlyArray<{ readonly name: string; readonly type: string }>;
  readonly rows: readonly Row[];
}

/** By name as the model writes it: `deals` or `crm.deals`. */
export type Tables = Readonly<Record<string, Table>>;

export interface Company {
  readonly model: SalesModel;
  readonly tables: Tables;
}

/** The model lacks what a question needs: the plugin must refuse it, too. */
export class Unavailable extends Error {}

export interface StageChange {
  readonly stage: string;
  readonly at: Moment;
  readonly seq: number;
}

export type Outcome = StageKind;

/** A lead or a deal. */
export interface Item {
  readonly row: Row;
  readonly id: string;
  readonly created: Moment | null;
  readonly closed: Moment | null;
  readonly outcome: Outcome;
  readonly amount: number | null;
  readonly stage: string | null;
  readonly pipeline: Pipeline | undefined;
  /** By time, then seq. */
  readonly changes: readonly StageChange[];
}

export const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
const numberOf = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

export function tableRows(company: Company, from: From): readonly Row[] {
  if (!('table' in from)) {
    throw new Error('the reference reads tables only');
  }
  const table = company.tables[from.table.join('.')];
  if (!table) {
    throw new Error(`no table ${from.table.join('.')}`);
  }
  return table.rows;
}

function keep(rows: readonly Row[], where: Entity['where']): Row[] {
  return rows.filter((row) => where.every(([column, value]) => (row[column] ?? null) === value));
}

export function entityOf(company: Company, name: EntityName): Entity {
  const entity = company.model.entities[name];
  if (!entity) {
    throw new Unavailable(`no ${name}`);
  }
  return entity;
}

export function entityRows(company: Company, name: EntityName): Row[] {
  const entity = entityOf(company, name);
  return keep(tableRows(company, entity.from), entity.where);
}

export function columnOf(entity: Entity, field: string): string {
  const column = entity.columns[field];
  if (column === undefined) {
    throw new Unavailable(`no ${entity.name}.${field}`);
  }
  return column;
}

export function timeOf(company: Company, entity: Entity, field: string, row: Row): Moment | null {
  const column = entity.times[field];
  if (!column) {
    throw new Unavailable(`no ${entity.name}.${field}`);
  }
  return momentOf(column, row[column.column], company.model.calendar.timeZone);
}

export const hasHistory = (company: Company, name: ItemName): boolean =>
  company.model.history[name] !== undefined || Object.keys(entityOf(company, name).stageDates).length > 0;

/** Without a pipeline column every item is in the only pipeline; a value that no pipeline has is in none. */
function pipelineOf(company: Company, entity: Entity, row: Row): Pipeline | undefined {
  const pipelines = company.model.pipelines.filter(({ of }) => of === entity.name);
  const column = entity.columns.pipeline;
  return column === undefined ? pipelines[0] : pipelines.find(({ id }) => id === textOf(row[column]));
}

/** What a stage means; for an item in no pipeline what it means in the pipeline that has it. */
export function kindOf(company: Company, of: ItemName, pipeline: Pipeline | undefined, stage: string | null): StageKind | undefined {
  const stages = pipeline?.stages ?? company.model.pipelines.filter((one) => one.of === of).flatMap((one) => one.stages);
  return stages.find(({ id }) => id === stage)?.kind;
}

function outcomeOf(company: Company, entity: Entity, row: Row, pipeline: Pipeline | undefined): Outcome {
  if (entity.outcome) {
    const value = textOf(row[entity.outcome.column]);
    if (value !== null && entity.outcome.won.includes(value)) {
      return 'won';
    }
    return value !== null && entity.outcome.lost.includes(value) ? 'lost' : 'open';
  }
  return kindOf(company, entity.name as ItemName, pipeline, textOf(row[columnOf(entity, 'stage')])) ?? 'open';
}

function historyOf(company: Company, entity: Entity): Map<string, StageChange[]> {
  const byItem = new Map<string, StageChange[]>();
  const history = company.model.history[entity.name as ItemName];
  if (history) {
    for (const row of keep(tableRows(company, history.from), history.where)) {
      const at = momentOf(history.at, row[history.at.column], company.model.calendar.timeZone);
      const id = textOf(row[history.item]);
      const stage = textOf(row[history.to]);
      if (at && id !== null && stage !== null) {
        const seq = history.seq === undefined ? 0 : Number(row[history.seq]);
        byItem.set(id, [...(byItem.get(id) ?? []), { stage, at, seq }]);
      }
    }
  }
  return byItem;
}

/** Dated columns are history; two of the same time are in stage order, where lost, wherever it is listed, comes last. */
function datedChanges(company: Company, entity: Entity, row: Row, pipeline: Pipeline | undefined): StageChange[] {
  const changes: StageChange[] = [];
  for (const [stage, column] of Object.entries(entity.stageDates)) {
    const at = momentOf(column, row[column.column], company.model.calendar.timeZone);
    if (at) {
      const listed = pipeline?.stages.find(({ id }) => id === stage);
      changes.push({ stage, at, seq: listed?.rank ?? pipeline?.stages.length ?? 0 });
    }
  }
  return changes;
}

export function items(company: Company, name: ItemName): Item[] {
  const entity = entityOf(company, name);
  const history = historyOf(company, entity);
  return entityRows(company, name).map((row) => {
    const id = textOf(row[columnOf(entity, 'id')]) ?? '';
    const pipeline = pipelineOf(company, entity, row);
    const changes = [...(history.get(id) ?? []), ...datedChanges(company, entity, row, pipeline)];
    const field = (key: string): unknown => (entity.columns[key] === undefined ? null : row[entity.columns[key]]);
    const known = entity.outcome !== undefined || entity.columns.stage !== undefined;
    const outcome = known ? outcomeOf(company, entity, row, pipeline) : 'open';
    changes.sort((a, b) => a.at.at - b.at.at || a.seq - b.seq);
    // Leads have no closing time: a won one was converted, a lost one disqualified; else history says when.
    const closing = name === 'deal' ? 'closedAt' : outcome === 'won' ? 'convertedAt' : 'disqualifiedAt';
    const closings = changes.filter(({ stage }) => pipeline?.stages.find((one) => one.id === stage)?.kind === outcome);
    return {
      row, id, pipeline, outcome, changes,
      created: timeOf(company, entity, 'createdAt', row),
      closed: entity.times[closing] ? timeOf(company, entity, closing, row) : outcome === 'open' ? null : (closings.at(-1)?.at ?? null),
      amount: numberOf(field('amount')),
      stage: textOf(field('stage')),
    };
  });
}

/** The link between a lead and its deals lies in the deal or in the lead. */
export function isLinked(company: Company, deal: Item, lead: Item): boolean {
  const dealLink = entityOf(company, 'deal').columns.lead;
  const leadLink = entityOf(company, 'lead').columns.deal;
  return (
    (dealLink !== undefined && textOf(deal.row[dealLink]) === lead.id) ||
    (leadLink !== undefined && textOf(lead.row[leadLink]) === deal.id)
  );
}

export function dimensionOf(company: Company, name: EntityName, id: string): Dimension {
  const dimension = entityOf(company, name).dimensions[id];
  if (!dimension) {
    throw new Unavailable(`${name} has no dimension ${id}`);
  }
  return dimension;
}

/** The value that rows are grouped by; null is "(none)". */
export function keyOf(company: Company, dimension: Dimension, row: Row): string | null {
  if (dimension.kind !== 'join') {
    return textOf(row[dimension.column]);
  }
  const on = textOf(row[dimension.on]);
  if (dimension.column === undefined || on === null) {
    return on;
  }
  const joined = tableRows(company, dimension.table).find((other) => textOf(other[dimension.key]) === on);
  return joined ? textOf(joined[dimension.column]) : null;
}

/** What a key is shown by; null is "(none)". */
export function labelOf(company: Company, dimension: Dimension, key: string | null): string | null {
  if (key === null) {
    return null;
  }
  if (dimension.kind === 'join' && dimension.column === undefined) {
    const joined = tableRows(company, dimension.table).find((other) => textOf(other[dimension.key]) === key);
    return (joined && dimension.labelColumn !== undefined ? textOf(joined[dimension.labelColumn]) : null) ?? key;
  }
  if (dimension.kind === 'stage') {
    return company.model.pipelines.flatMap(({ stages }) => stages).find(({ id }) => id === key)?.label ?? key;
  }
  if (dimension.kind === 'pipeline') {
    return company.model.pipelines.find(({ id }) => id === key)?.label ?? key;
  }
  return key;
}

const isBlank = (text: string): boolean => /^[ \t\n\r\u00a0]*$/.test(text);

/**
 * Filters compare the key or the label; the value "(none)" means no value, which `!=` and `not in` otherwise keep, and
 * "(empty)" what shows as nothing: neither the key nor the label has a letter.
 */
export function passes(filter: Filter, key: string | null, label: string | null): boolean {
  const isOneOf = filter.values.some((value) =>
    key === null ? value === '(none)' : value === key || value === label || (value === '(empty)' && isBlank(key) && isBlank(label ?? ''))
  );
  const matches = filter.values.some((value) => key !== null && (new RegExp(value).test(key) || new RegExp(value).test(label ?? key)));
  switch (filter.operator) {
    case '=':
    case 'in':
      return isOneOf;
    case '!=':
    case 'not in':
      return !isOneOf;
    case '=~':
      return matches;
    case '!~':
      return !matches;
  }
}
