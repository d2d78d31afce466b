/** Dimensions: what rows are grouped by, what they are shown as, and what a viewer filters on. */
import { components } from '../metrics/components';
import { hashOf } from '../model/hash';
import type { Dimension, Entity, SalesModel } from '../model/types';
import type { Filter } from '../plan/query';
import { and, binary, cast, column, isIn, isNotNull, isNull, literal, not, or } from '../sql/build';
import type { Dialect } from '../sql/Dialect';
import { SalesError } from '../sql/SalesError';
import type { Join, Sql } from '../sql/tree';
import { blankValue, isBlank, isBlankText } from './blank';
import { sameId, source } from './entity';

export interface DimensionSql {
  readonly key: Sql;
  readonly label?: Sql;
  readonly join?: Join;
}

/** What a filter's text for rows without a value is. */
export const noValue = '(none)';

export function dimensionSql(dimension: Dimension, entity: Entity, alias: string, model: SalesModel): DimensionSql {
  if (dimension.kind !== 'join') {
    return { key: column(dimension.column, alias) };
  }
  // Dimensions of the same joined row share one join.
  const table = 'sql' in dimension.table ? 'rows' : dimension.table.table.at(-1)!;
  const as = `${table}_by_${dimension.on}`;
  const join: Join = {
    how: 'left',
    to: source(dimension.table, as),
    on: sameId(column(dimension.key, as), column(dimension.on, alias), model),
  };
  if (dimension.column) {
    return { key: column(dimension.column, as), join };
  }
  return { key: column(dimension.on, alias), label: dimension.labelColumn ? column(dimension.labelColumn, as) : undefined, join };
}

/** Ids of stages and pipelines that a viewer named by label. */
function named(dimension: Dimension, values: readonly string[], entity: Entity, model: SalesModel): readonly string[] {
  const own = model.pipelines.filter((pipeline) => pipeline.of === entity.name);
  const choices = dimension.kind === 'pipeline' ? own : dimension.kind === 'stage' ? own.flatMap((pipeline) => pipeline.stages) : [];
  return values.flatMap((value) => {
    const ids = choices.filter((choice) => choice.label === value || choice.id === value || `${choice.label} (${choice.id})` === value).map((choice) => choice.id);
    return ids.length ? [...new Set(ids)] : [value];
  });
}

/**
 * A filter as a condition. It matches the key or the label, both as text, because a viewer picks from labels and a
 * variable holds keys. Rows without a value match only `(none)`, and every negation; `(empty)` is what is shown so, too.
 */
export function filterSql(
  filter: Filter, dimension: Dimension, entity: Entity, alias: string, model: SalesModel, dialect: Dialect, keyInstead?: Sql
): Sql {
  const plain = dimensionSql(dimension, entity, alias, model);
  const { key, label } = keyInstead ? { key: keyInstead, label: undefined } : plain;
  const texts = [key, ...(label ? [label] : [])].map((of) => cast(of, 'text'));
  if (filter.operator === '=~' || filter.operator === '!~') {
    return regexp(filter, labelled(dimension, key, entity, model) ?? texts.at(-1)!, dialect);
  }
  const values = named(dimension, filter.values, entity, model);
  const given = values.filter((value) => value !== noValue).map(literal);
  const none = values.includes(noValue);
  const blank = dimension.kind === 'stage' || dimension.kind === 'pipeline' ? [] : shownBlank(values, texts);
  const apart = label ? shownApart(values).map(([name, id]) => ({ of: and(binary(texts[0]!, '=', literal(id)), isShownAs(name, id, texts[1]!)), isNamed: name !== id })) : [];
  if (filter.operator === '=' || filter.operator === 'in') {
    const matches = given.length ? [...texts.map((of) => isIn(of, given)), ...apart.map(({ of }) => of)] : [];
    return or(...matches, ...blank, ...(none ? [isNull(key)] : []));
  }
  const differs = given.length
    ? [...texts.map((of, at) => (at === 0 ? not(isIn(of, given)) : or(isNull(of), not(isIn(of, given))))), ...apart.map(({ of, isNamed }) => (isNamed ? or(isNull(texts[1]!), not(of)) : not(of))), ...blank.map(not)]
    : [];
  return none ? and(isNotNull(key), ...differs) : or(isNull(key), and(...differs));
}

/** `Kim (u2)`: a group as it is shown beside another one of its name (result/groups.ts), by label and key. */
const shownApart = (values: readonly string[]): ReadonlyArray<readonly [label: string, key: string]> =>
  values.flatMap((value) => {
    const found = /^(.+) \((.*)\)$/s.exec(value);
    return found ? [[found[1]!, found[2]!] as const] : [];
  });

/** Who has no name is called by the key. */
const isShownAs = (name: string, key: string, label: Sql): Sql =>
  name === key ? or(binary(label, '=', literal(name)), isNull(label), isBlank(label)) : binary(label, '=', literal(name));

/** `(empty)`, and `(empty) ( )` beside another of that name; stages and pipelines are shown by their ids. Not NULL where the key is not. */
function shownBlank(values: readonly string[], [key, label]: readonly Sql[]): readonly Sql[] {
  const unnamed = label ? [or(isNull(label), isBlank(label))] : [];
  const keys = shownApart(values).flatMap(([name, id]) => (name === blankValue && isBlankText(id) ? [binary(key!, '=', literal(id))] : []));
  return [...(values.includes(blankValue) ? [isBlank(key!)] : []), ...keys].map((of) => and(of, ...unnamed));
}

/** The model's label of a stage or pipeline; other dimensions have theirs in the database. */
function labelled(dimension: Dimension, key: Sql, entity: Entity, model: SalesModel): Sql | undefined {
  if (dimension.kind !== 'stage' && dimension.kind !== 'pipeline') {
    return undefined;
  }
  const own = model.pipelines.filter((pipeline) => pipeline.of === entity.name);
  const choices = dimension.kind === 'pipeline' ? own : own.flatMap((pipeline) => pipeline.stages);
  const known = choices.map((choice) => [binary(key, '=', literal(choice.id)), literal(choice.label)] as const);
  return known.length ? { kind: 'case', when: known, otherwise: cast(key, 'text') } : undefined;
}

function regexp(filter: Filter, of: Sql, dialect: Dialect): Sql {
  if (!dialect.matches) {
    throw new SalesError('dialect/unsupported', `${dialect.label} has no regular expressions here: filter "${filter.dimension}" by its values`);
  }
  const matches = or(...filter.values.map((value) => dialect.matches!(of, value)));
  return filter.operator === '=~' ? matches : or(isNull(of), not(matches));
}

/** Names that Grafana's SQL back ends give a meaning of their own, and those of our own columns (tests/integration/names.test.ts). */
const reserved = new Set(
  [
    'time time_sec timeend metric bucket window position item items id at seq until entity undated lead deal lead_id deal_id deal_created amount rank deepest',
    'created_at closed_at qualified_at current_rank present_rank last_rank lost_rank present_only lost_unknown unknown_stage immature rep_key open_from open_until',
    'matching_rows unconverted createdat closedat expectedclose qualifiedat convertedat disqualifiedat',
    'entered_won won_entry row_count foreign_currency without_rate',
    ...Object.keys(components),
  ].flatMap((names) => names.split(' '))
);
const numbered = /_\d+$|_label$|^(is|in|as|by)_/;

/** PostgreSQL cuts longer names, and the label's has six letters more. */
const longest = 50;

/** The SQL alias of a dimension: its id, unless that name is taken or too long. */
export function aliasOf({ id }: Dimension): string {
  const name = id.toLowerCase();
  return id.length > longest ? `by_${hashOf(id)}` : reserved.has(name) || numbered.test(name) ? `by_${id}` : id;
}

/** Whether groups have a name of their own beside their key, in the column `labelAliasOf`. */
export const isLabelled = (dimension: Dimension): boolean => dimension.kind === 'join' && dimension.labelColumn !== undefined;
export const labelAliasOf = (dimension: Dimension): string => `${aliasOf(dimension)}_label`;

/** Equality of two joins, so that one join serves all that need it. */
export function distinctJoins(joins: readonly Join[]): readonly Join[] {
  const found = new Map(joins.map((join) => [JSON.stringify([join.to, join.on]), join]));
  return [...found.values()];
}

