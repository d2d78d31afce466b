import { didYouMean } from '../sql/nearest';
import { parsePeriod } from './calendar';
import { targetRows, targetTable, targetValue } from './entitySchema';
import type { Path, Problems } from './problems';
import type { Calendar, TargetRow, Targets } from './types';

export interface TargetContext {
  readonly calendar: Calendar;
  readonly currency: string;
  /** Ids of all dimensions of the model; undefined while an entity has problems of its own. */
  readonly dimensions?: readonly string[];
}

/** Targets that were typed into the model, or the table that holds them. */
export function readTargets(input: unknown, context: TargetContext, problems: Problems): Targets | undefined {
  const path = ['entities', 'target'];
  if (typeof input !== 'object' || input === null || 'from' in input) {
    const table = problems.read(targetTable, input, path);
    Object.keys(table?.dimensions ?? {}).forEach((id) => checkDimension(id, [...path, 'dimensions', id], context, problems));
    return table && { kind: 'table', ...table, dimensions: table.dimensions ?? {} };
  }
  const form = problems.read(targetRows, input, path);
  return form && { kind: 'rows', rows: form.rows.flatMap((row, at) => readRow(row, [...path, 'rows', at], context, problems)) };
}

type Cell = string | number | boolean | null;

function readRow(row: Readonly<Record<string, Cell>>, path: Path, context: TargetContext, problems: Problems): TargetRow[] {
  const { metric, period, value, currency, ...others } = row;
  const [metricId, periodText] = [String(metric ?? ''), String(period ?? '').trim()];
  if (metricId === '') {
    problems.add('missing', [...path, 'metric'], 'missing: write the id of a metric, such as "bookings"');
  }
  if (!parsePeriod(periodText, context.calendar)) {
    problems.add('bad-period', [...path, 'period'], `${JSON.stringify(period ?? null)} is not a period: write 2026, 2026-Q4 (fiscal) or 2026-10 (a calendar month)`);
  }
  if (currency !== undefined && currency !== null && currency !== context.currency) {
    problems.add('bad-currency', [...path, 'currency'], `targets are in the model's currency, ${context.currency}: convert this one`);
  }
  const amount = problems.read(targetValue, value, [...path, 'value']);
  const dimensions = Object.entries(others).filter((entry): entry is [string, string | number | boolean] => entry[1] !== null);
  dimensions.forEach(([id]) => checkDimension(id, [...path, id], context, problems));
  return amount === undefined
    ? []
    : [{ metric: metricId, period: periodText, value: amount, dimensions: Object.fromEntries(dimensions.map(([id, of]) => [id, String(of)])) }];
}

function checkDimension(id: string, path: Path, { dimensions }: TargetContext, problems: Problems): void {
  if (dimensions && !dimensions.includes(id)) {
    const remedy = didYouMean(id, dimensions) || ': map it under the dimensions of an entity, or remove it';
    problems.add('unknown-dimension', path, `"${id}" is no dimension${remedy}`);
  }
}
