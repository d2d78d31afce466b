/** The target rows that may answer, and their levels: 0 for exactly the dimensions asked for, then the finest below. */
import type { SalesModel, TargetRow, Targets } from '../../model/types';
import type { Filter } from '../../plan/query';
import { and, binary, cast, column, isIn, isNotNull, isNull, literal, not, or } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Relation, Sql } from '../../sql/tree';
import { blankValue, isAmong, isBlank } from '../blank';
import { source } from '../entity';
import { targetDimension } from '../targets';
import { askedIds, type TargetAsk } from './targetAsk';

export interface TargetRows {
  /** Columns: `period` (text), `value`, a text for each of `ids`, `level`, and `position` where rows have an order. */
  readonly of: Relation;
  /** Dimensions of the rows: those asked for, and finer ones. */
  readonly ids: readonly string[];
  readonly hasOrder: boolean;
}

/** Undefined where the model has none for the question. */
export function targetRows(ask: TargetAsk, model: SalesModel, dialect: Dialect): TargetRows | undefined {
  const { targets } = model;
  if (!targets || ask.filters.some(({ operator }) => operator === '=~' || operator === '!~')) {
    return undefined;
  }
  return targets.kind === 'rows' ? typedRows(ask, targets.rows) : tableRows(ask, targets, model.currency, dialect);
}

/** Finer first, then by name: of two levels that are complete it is always the same that answers. */
const byLevel = (one: readonly string[], other: readonly string[]): number =>
  other.length - one.length || (one.join() < other.join() ? -1 : 1);

function typedRows(ask: TargetAsk, all: readonly TargetRow[]): TargetRows | undefined {
  const asked = askedIds(ask);
  const rows = all.filter(
    ({ metric, dimensions }) =>
      metric === ask.metric && asked.every((id) => dimensions[id] !== undefined) && ask.filters.every((filter) => passes(dimensions[filter.dimension]!, filter))
  );
  const namesOf = (row: TargetRow) => Object.keys(row.dimensions).sort();
  const below = new Map(rows.map((row) => [namesOf(row).join(), namesOf(row)]));
  below.delete(asked.join());
  const levels = [asked, ...[...below.values()].sort(byLevel)].map((names) => names.join());
  const ids = [...new Set([...asked, ...rows.flatMap(namesOf)])];
  return rows.length === 0
    ? undefined
    : {
        of: {
          kind: 'values',
          columns: ['position', 'period', 'value', ...ids.map(targetDimension), 'level'],
          rows: rows.map((row, at) => [
            literal(at + 1), literal(row.period), literal(row.value), ...ids.map((id) => literal(row.dimensions[id] ?? null)), literal(levels.indexOf(namesOf(row).join())),
          ]),
        },
        ids,
        hasOrder: true,
      };
}

const passes = (value: string, { operator, values }: Filter): boolean => isAmong(value, values) === (operator === '=' || operator === 'in');

function tableRows(ask: TargetAsk, targets: Extract<Targets, { kind: 'table' }>, currency: string, dialect: Dialect): TargetRows | undefined {
  const asked = askedIds(ask);
  if (!asked.every((id) => Object.hasOwn(targets.dimensions, id))) {
    return undefined;
  }
  const text = (name: string): Sql => cast(column(name, 'target'), 'text');
  const of = (id: string): Sql => column(targets.dimensions[id]!, 'target');
  const period = dialect.trimmed(text(targets.period));
  const finer = Object.keys(targets.dimensions).filter((id) => !asked.includes(id)).sort();
  const ids = [...asked, ...finer];
  return {
    of: {
      kind: 'select',
      columns: [
        { as: 'period', of: period },
        { as: 'value', of: cast(column(targets.value, 'target'), 'number') },
        ...ids.map((id) => ({ as: targetDimension(id), of: cast(of(id), 'text') })),
        { as: 'level', of: levelOf(asked, finer, of) },
      ],
      from: source(targets.from, 'target'),
      where: [
        binary(text(targets.metric), '=', literal(ask.metric)),
        isNotNull(column(targets.value, 'target')),
        ...(dialect.matches ? [dialect.matches(period, '^[0-9]{4}(-(Q[1-4]|0[1-9]|1[0-2]))?$')] : []),
        ...(targets.currency ? [or(isNull(column(targets.currency, 'target')), binary(text(targets.currency), '=', literal(currency)))] : []),
        ...asked.map((id) => isNotNull(of(id))),
        ...ask.filters.map(({ dimension, operator, values }) => {
          const value = cast(of(dimension), 'text');
          const among = or(isIn(value, values.map(literal)), ...(values.includes(blankValue) ? [isBlank(value)] : []));
          return operator === '=' || operator === 'in' ? among : not(among);
        }),
      ],
    },
    ids,
    hasOrder: false,
  };
}

/** A CASE over which of the finer dimensions a row has; each line leaves the rows with fewer to those below it. */
function levelOf(asked: readonly string[], finer: readonly string[], of: (id: string) => Sql): Sql {
  const subsets = finer.reduce<string[][]>((found, id) => [...found, ...found.map((subset) => [...subset, id])], [[]]);
  const below = subsets.filter((subset) => subset.length > 0).sort((one, other) => byLevel([...asked, ...one].sort(), [...asked, ...other].sort()));
  return below.length === 0
    ? literal(0)
    : { kind: 'case', when: below.map((subset, at) => [and(...subset.map((id) => isNotNull(of(id)))), literal(at + 1)] as const), otherwise: literal(0) };
}
