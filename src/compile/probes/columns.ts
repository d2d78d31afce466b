/** Every mapped column of a table in one statement that reads one row at most, with the database type of each. */
import type { From, SalesModel, TimeColumn } from '../../model/types';
import { call, column } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import { source } from '../entity';
import { nameOf, type Finding, type Outcome, type Probe } from './Probe';

/** How a mapped column is used: what its type must be. */
type Use = 'any' | 'number' | TimeColumn['is'];

export interface DescribedTable {
  readonly place: string;
  readonly from: From;
  readonly columns: ReadonlyArray<{ readonly field: string; readonly name: string; readonly use: Use }>;
}

const numbers = new Set(['amount', 'value', 'probability', 'score', 'mrr', 'rate']);

export function describedColumns(model: SalesModel): readonly DescribedTable[] {
  const tables: DescribedTable[] = [];
  for (const entity of Object.values(model.entities)) {
    const place = `entities.${entity!.name}`;
    const own = [
      ...Object.entries(entity!.columns).map(([field, name]) => ({ field, name, use: numbers.has(field) ? ('number' as const) : ('any' as const) })),
      ...Object.entries(entity!.times).map(([field, time]) => ({ field, name: time.column, use: time.is })),
      ...Object.entries(entity!.stageDates).map(([stage, time]) => ({ field: `stageDates.${stage}`, name: time.column, use: time.is })),
      ...(entity!.outcome ? [{ field: 'outcome', name: entity!.outcome.column, use: 'any' as const }] : []),
      ...entity!.where.map(([name]) => ({ field: 'where', name, use: 'any' as const })),
      ...(entity!.name === 'lead' ? model.contactFields.map((name) => ({ field: 'contactFields', name, use: 'any' as const })) : []),
      ...Object.values(entity!.dimensions).map((dimension) => ({
        field: `dimensions.${dimension.id}`, name: dimension.kind === 'join' ? dimension.on : dimension.column, use: 'any' as const,
      })),
    ];
    tables.push({ place, from: entity!.from, columns: own });
    for (const dimension of Object.values(entity!.dimensions)) {
      if (dimension.kind === 'join') {
        const names = [dimension.key, dimension.labelColumn, dimension.column].filter((name) => name !== undefined);
        tables.push({ place: `${place}.dimensions.${dimension.id}`, from: dimension.table, columns: names.map((name) => ({ field: 'join', name, use: 'any' })) });
      }
    }
  }
  for (const [item, history] of Object.entries(model.history)) {
    const columns = [history.item, history.to, ...(history.seq ? [history.seq] : [])].map((name) => ({ field: 'stageChange', name, use: 'any' as const }));
    tables.push({ place: item === 'deal' ? 'entities.stageChange' : 'entities.leadStageChange', from: history.from, columns: [...columns, { field: 'at', name: history.at.column, use: history.at.is }] });
  }
  if (model.dealChange) {
    const { from, item, at, field, old, new: became, seq, where } = model.dealChange;
    const columns = [item, field, old, became, ...(seq ? [seq] : []), ...where.map(([name]) => name)].map((name) => ({ field: 'dealChange', name, use: 'any' as const }));
    tables.push({ place: 'entities.dealChange', from, columns: [...columns, { field: 'at', name: at.column, use: at.is }] });
  }
  if (model.rate) {
    tables.push({
      place: 'entities.rate', from: model.rate.from,
      columns: [{ field: 'currency', name: model.rate.currency, use: 'any' }, { field: 'date', name: model.rate.date, use: 'date' }, { field: 'rate', name: model.rate.rate, use: 'number' }],
    });
  }
  if (model.targets?.kind === 'table') {
    const { from, metric, period, value, dimensions } = model.targets;
    tables.push({
      place: 'entities.target', from,
      columns: [...[metric, period, ...Object.values(dimensions)].map((name) => ({ field: 'target', name, use: 'any' as const })), { field: 'value', name: value, use: 'number' as const }],
    });
  }
  return tables;
}

export function columnProbe({ place, from, columns }: DescribedTable, dialect: Dialect): Probe {
  const names = [...new Set(columns.map(({ name }) => name))];
  return {
    id: `columns ${place}`,
    place,
    select: {
      kind: 'select',
      comment: 'types of the mapped columns',
      columns: [
        { as: 'row_count', of: call('COUNT', { kind: 'template', parts: ['*'], holes: [] }) },
        ...names.map((name, at) => ({ as: `type_${at}`, of: call('MAX', dialect.typeOf(column(name, 'checked'))) })),
      ],
      from: { kind: 'nested', as: 'checked', of: { kind: 'select', columns: names.map((name) => ({ as: name, of: column(name, 'row') })), from: source(from, 'row'), limit: 1 } },
    },
    judge: (outcome) => judgeColumns(outcome, from, columns, names),
  };
}

function judgeColumns(outcome: Outcome, from: From, columns: DescribedTable['columns'], names: readonly string[]): readonly Finding[] {
  if ('error' in outcome) {
    return [{ severity: 'error', message: `${nameOf(from)} cannot be read as mapped: ${outcome.error.trim()}; ${/permission denied|not authorized/i.test(outcome.error) ? 'let the database user read it (GRANT)' : 'correct the table or column name'}` }];
  }
  const [row] = outcome.rows;
  if (!row || Number(row['row_count']) === 0) {
    return [{ severity: 'warning', message: `${nameOf(from)} has no rows, so its column types could not be checked` }];
  }
  return columns.flatMap((one) => judgeType(one, String(row[`type_${names.indexOf(one.name)}`] ?? '')));
}

const families: ReadonlyArray<readonly [kind: TimeColumn['is'] | 'number' | 'text', names: RegExp]> = [
  ['instant', /with time zone|timestamptz/i],
  ['local', /^timestamp|^datetime/i],
  ['date', /^date$/i],
  ['number', /int|numeric|decimal|double|real|float|money|hugeint/i],
  ['text', /char|text|uuid|enum/i],
];

function judgeType({ field, name, use }: DescribedTable['columns'][number], type: string): readonly Finding[] {
  const is = families.find(([, names]) => names.test(type))?.[0];
  if (use === 'any' || is === use || is === undefined) {
    return [];
  }
  const isTime = (kind: string) => kind === 'instant' || kind === 'local' || kind === 'date';
  const remedy = isTime(use) && isTime(is) ? `declare it "is": "${is}"` : isTime(use) ? 'map a date or timestamp column' : 'map a column of numbers';
  return [{ severity: 'error', message: `${field}: column "${name}" is declared ${use} and is ${type} in the database: ${remedy}` }];
}

