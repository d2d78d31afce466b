/**
 * Reads the JSON form of a model (docs/model.md without the plugin's parser, so that a mistake in a default
 * there shows here. Only what the reference and the random companies need.
 */
import type { DealChange, Dimension, Entity, EntityName, From, History, Pipeline, SalesModel, TimeColumn } from '../../src/model/types';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type ModelInput = { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const object = (value: Json | undefined): JsonObject => (value ?? {}) as JsonObject;
const text = (value: Json | undefined): string => String(value);

function readFrom(value: Json | undefined): From {
  return typeof value === 'string' ? { table: value.split('.') } : { sql: text(object(value).sql) };
}

function readTime(value: Json | undefined): TimeColumn {
  const { column, is, zone } = object(value);
  if (is === 'local') {
    return { column: text(column), is, zone: text(zone), nullable: true };
  }
  return { column: text(column), is: is as 'instant' | 'date', nullable: true };
}

function readDimension(id: string, value: Json): Dimension {
  if (typeof value === 'string') {
    return { kind: 'column', id, label: id, column: value };
  }
  const { join, on, key, label, column } = object(value);
  return {
    kind: 'join', id, label: id, table: readFrom(join), on: text(on), key: text(key),
    ...(label === undefined ? {} : { labelColumn: text(label) }),
    ...(column === undefined ? {} : { column: text(column) }),
  };
}

const isTime = (value: Json): boolean => typeof value === 'object' && value !== null && 'column' in value && 'is' in value;

function readEntity(name: EntityName, value: Json): Entity {
  const columns: Record<string, string> = {};
  const times: Record<string, TimeColumn> = {};
  const dimensions: Record<string, Dimension> = {};
  const stageDates: Record<string, TimeColumn> = {};
  const { from, where, dimensions: asked, outcome, stageDates: dates, link: _, ...rest } = object(value);
  for (const [key, part] of Object.entries(rest)) {
    if (isTime(part)) {
      times[key] = readTime(part);
    } else {
      columns[key] = text(part);
    }
  }
  for (const kind of ['stage', 'pipeline'] as const) {
    if (columns[kind] !== undefined) {
      dimensions[kind] = { kind, id: kind, label: kind, column: columns[kind] };
    }
  }
  for (const [id, part] of Object.entries(object(asked))) {
    dimensions[id] = readDimension(id, part);
  }
  for (const [id, part] of Object.entries(object(dates))) {
    stageDates[id] = readTime(part);
  }
  const { column, won, lost } = object(outcome);
  return {
    name, from: readFrom(from), columns, times, dimensions, stageDates,
    where: Object.entries(object(where)) as Entity['where'],
    ...(outcome === undefined ? {} : { outcome: { column: text(column), won: (won as Json[]).map(String), lost: (lost as Json[]).map(String) } }),
  };
}

function readHistory(value: Json): History {
  const { from, item, to, at, seq, where } = object(value);
  return {
    from: readFrom(from), item: text(item), to: text(to), at: readTime(at),
    ...(seq === undefined ? {} : { seq: text(seq) }),
    where: Object.entries(object(where)) as Entity['where'],
  };
}

function readDealChange(value: Json): DealChange {
  const { from, item, at, field, old, new: now, seq, where } = object(value);
  return {
    from: readFrom(from), item: text(item), at: readTime(at), field: text(field), old: text(old), new: text(now),
    ...(seq === undefined ? {} : { seq: text(seq) }),
    where: Object.entries(object(where)) as Entity['where'],
  };
}

function readPipeline(value: Json): Pipeline {
  const { id, of, label, stages } = object(value);
  const listed = (stages as JsonObject[]).map((stage) => ({
    id: text(stage.id), label: text(stage.label ?? stage.id), kind: stage.kind as 'open' | 'won' | 'lost',
    ...(stage.probability === undefined ? {} : { probability: Number(stage.probability) }),
  }));
  let rank = 0;
  const ranks = new Map<string, number>();
  for (const kind of ['open', 'won']) {
    for (const stage of listed) {
      if (stage.kind === kind) {
        rank += 1;
        ranks.set(stage.id, rank);
      }
    }
  }
  return {
    id: text(id), of: of as 'lead' | 'deal', label: text(label ?? id),
    stages: listed.map((stage) => (stage.kind === 'lost' ? stage : { ...stage, rank: ranks.get(stage.id)! })),
  };
}

/** The model as the plugin's parser should read it. */
export function readModel(input: ModelInput): SalesModel {
  const calendar = object(input.calendar);
  const horizon = object(input.horizon);
  const { default: limit, ...limits } = object(input.stalledAfter);
  const { stageChange, leadStageChange, target, rate: _rate, dealChange, ...items } = object(input.entities);
  const entities: Partial<Record<EntityName, Entity>> = {};
  for (const [name, value] of Object.entries(items)) {
    entities[name as EntityName] = readEntity(name as EntityName, value);
  }
  const rows = target === undefined ? undefined : (object(target).rows as JsonObject[]);
  return {
    version: 1,
    preset: 'generic',
    calendar: {
      timeZone: text(calendar.timeZone),
      weekStart: (calendar.weekStart ?? 'monday') as 'monday' | 'sunday' | 'saturday',
      fiscalYearStart: Number(calendar.fiscalYearStart ?? 1),
      holidays: ((calendar.holidays ?? []) as Json[]).map(String),
    },
    currency: text(input.currency),
    horizon: { lead: Number(horizon.lead ?? 90), deal: Number(horizon.deal ?? 180) },
    minSample: Number(input.minSample ?? 30),
    stalledAfter: {
      default: Number(limit ?? 30),
      stages: Object.fromEntries(Object.entries(limits).map(([stage, days]) => [stage, Number(days)])),
    },
    contactFields: ((input.contactFields ?? ['name', 'email', 'phone']) as Json[]).map(String),
    records: { personalData: false },
    benchmarks: {},
    metrics: [],
    pipelines: ((input.pipelines ?? []) as Json[]).map(readPipeline),
    entities,
    history: {
      ...(stageChange === undefined ? {} : { deal: readHistory(stageChange) }),
      ...(leadStageChange === undefined ? {} : { lead: readHistory(leadStageChange) }),
    },
    ...(dealChange === undefined ? {} : { dealChange: readDealChange(dealChange) }),
    ...(rows === undefined
      ? {}
      : {
          targets: {
            kind: 'rows' as const,
            rows: rows.map(({ metric, period, value, ...dimensions }) => ({
              metric: text(metric), period: text(period), value: Number(value),
              dimensions: Object.fromEntries(Object.entries(dimensions).map(([id, part]) => [id, text(part)])),
            })),
          },
        }),
    ids: 'native',
    hash: 'reference',
  };
}
