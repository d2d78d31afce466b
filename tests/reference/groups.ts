/** Which rows belong to which group of an answer, by keys and filters. */
import type { Dimension, EntityName } from '../../src/model/types';
import type { Filter } from '../../src/plan/query';
import { known } from './arithmetic';
import {
  columnOf, dimensionOf, entityOf, entityRows, items, keyOf, labelOf, passes, tableRows, textOf, Unavailable, type Company, type Row,
} from './rows';
import type { AskedDimensions } from './targets';

export const groupKey = (keys: ReadonlyArray<string | null>): string => JSON.stringify(keys);

/** The rows that a group covers. */
export interface Scope {
  /** `stage` is the item's stage at the instant in question, where that is not the present one. */
  has(entity: EntityName, row: Row, stage?: string | null): boolean;
}

/** Owners have their id and their team as dimensions. */
export function keyAndLabel(company: Company, name: EntityName, id: string, row: Row, stage: string | null | undefined): [string | null, string | null] {
  if (name === 'owner') {
    const owner = entityOf(company, 'owner');
    if (id !== 'owner' && !(id === 'team' && owner.columns.team !== undefined)) {
      throw new Unavailable(`owner has no dimension ${id}`);
    }
    const key = textOf(row[columnOf(owner, id === 'owner' ? 'id' : 'team')]);
    return [key, id === 'owner' && owner.columns.name !== undefined ? textOf(row[owner.columns.name]) : key];
  }
  const dimension = dimensionOf(company, name, id);
  const key = dimension.kind === 'stage' && stage !== undefined ? stage : keyOf(company, dimension, row);
  return [key, labelOf(company, dimension, key)];
}

export function scopeOf(company: Company, by: readonly string[], filters: readonly Filter[], group: ReadonlyArray<string | null> | null): Scope {
  return {
    has: (entity, row, stage) =>
      filters.every((filter) => passes(filter, ...keyAndLabel(company, entity, filter.dimension, row, stage))) &&
      (group === null || by.every((id, i) => keyAndLabel(company, entity, id, row, stage)[0] === group[i])),
  };
}

/** Every combination of keys that any row has or, by stage, ever had. */
export function groupsOf(company: Company, entities: readonly EntityName[], by: readonly string[]): Array<Array<string | null>> {
  if (by.length === 0) {
    return [[]];
  }
  const found = new Map<string, Array<string | null>>();
  const add = (name: EntityName, row: Row, stage: string | null | undefined): void => {
    const keys = by.map((id) => keyAndLabel(company, name, id, row, stage)[0]);
    found.set(groupKey(keys), keys);
  };
  for (const name of entities) {
    for (const row of entityRows(company, name)) {
      add(name, row, undefined);
    }
    if (name === 'deal' && by.includes('stage')) {
      for (const { row, pipeline, changes } of items(company, 'deal')) {
        for (const stage of [...(pipeline?.stages.map(({ id }) => id) ?? []), ...changes.map((change) => change.stage), null]) {
          add(name, row, stage);
        }
      }
    }
  }
  return [...found.values()];
}

/** For targets: the values of each dimension asked for that belong to the group and pass the filters, by key or label. */
export function askedOf(
  company: Company, name: EntityName, by: readonly string[], filters: readonly Filter[], group: ReadonlyArray<string | null>
): AskedDimensions {
  const asked: Record<string, (value: string) => boolean> = {};
  for (const id of new Set([...by, ...filters.map(({ dimension }) => dimension)])) {
    const dimension = dimensionOf(company, name, id);
    asked[id] = (value) => {
      const key = targetKey(company, dimension, value);
      return (
        filters.every((filter) => filter.dimension !== id || passes(filter, key, labelOf(company, dimension, key))) &&
        (!by.includes(id) || group[by.indexOf(id)] === key)
      );
    };
  }
  return asked;
}

/** Rows of a target may write the key or the label. */
function targetKey(company: Company, dimension: Dimension, value: string): string {
  const keys =
    dimension.kind === 'join' && dimension.column === undefined
      ? known(tableRows(company, dimension.table).map((row) => textOf(row[dimension.key])))
      : [];
  return keys.includes(value) ? value : (keys.find((key) => labelOf(company, dimension, key) === value) ?? value);
}

/** Groups that have a target have an answer, also where nothing happened in them. */
export function groupsOfTargets(company: Company, by: readonly string[]): string[][] {
  const { targets } = company.model;
  if (by.length === 0 || targets?.kind !== 'rows') {
    return [];
  }
  return targets.rows
    .filter(({ metric: of, dimensions }) => of === 'bookings' && by.every((id) => dimensions[id] !== undefined))
    .map(({ dimensions }) => by.map((id) => targetKey(company, dimensionOf(company, 'deal', id), dimensions[id]!)));
}
