/** The columns of one metric: value, parts, evidence, comparison. */
import { newcombe } from '../formula';
import type { ResolvedMetric } from '../metrics/resolve';
import type { MetricsPlan } from '../plan/Plan';
import type { Group } from './groups';
import { intervalOf } from './interval';
import type { ResultColumn, Value } from './Result';
import type { Values } from './values';

/** A cell of the answer: which group, which bucket. */
export interface Cell {
  readonly group: Group;
  readonly bucket: number;
}

export function metricColumns(one: ResolvedMetric, plan: MetricsPlan, cells: readonly Cell[], values: Values): readonly ResultColumn[] {
  const { metric } = one;
  const column = (name: string, role: ResultColumn['role'], label: string, of: (cell: Cell) => Value, extra: Partial<ResultColumn> = {}): ResultColumn => ({
    name, role, label, type: 'number', unit: metric.unit, metric: metric.id, direction: metric.direction, values: cells.map(of), ...extra,
  });
  const value = (cell: Cell, window = 0) => valueOf(one, cell, values, window);
  const description = describe(one, plan);
  const columns = [column(metric.id, 'metric', metric.label, (cell) => value(cell), { description })];
  for (const [name, formula] of Object.entries(one.parts)) {
    columns.push(column(`${metric.id}.${name}`, 'metric', partLabel(name), (cell) => values.of(formula, cell.group, cell.bucket), { unit: partUnits[name] ?? metric.unit, description: undefined }));
  }
  if (plan.query.evidence) {
    columns.push(...evidenceColumns(one, plan, column, values));
  }
  if (plan.query.compare) {
    columns.push(...comparisonColumns(one, plan, column, value, values));
  }
  return columns;
}

type MakeColumn = (name: string, role: ResultColumn['role'], label: string, of: (cell: Cell) => Value, extra?: Partial<ResultColumn>) => ResultColumn;

export function valueOf(one: ResolvedMetric, { group, bucket }: Cell, values: Values, window = 0): number | null {
  if (one.metric.minimum !== undefined && one.n && (values.of(one.n, group, bucket, window) ?? 0) < one.metric.minimum) {
    return null;
  }
  return values.of(one.value, group, bucket, window);
}

/** Number of observations behind a value; null where the metric has none. */
export function observations(one: ResolvedMetric, { group, bucket }: Cell, values: Values): number | null {
  const formula = one.n ?? (one.metric.interval === 'none' && !one.metric.denominator ? undefined : one.denominator);
  return formula && !one.usesPrevious && countsThings(one) ? values.of(formula, group, bucket) : null;
}

/** A denominator that is an amount of money is not a number of observations. */
const countsThings = ({ n, metric }: ResolvedMetric): boolean => n !== undefined || (metric.unit !== 'ratio' && !/amount|target/.test(metric.denominator ?? ''));

function evidenceColumns(one: ResolvedMetric, plan: MetricsPlan, column: MakeColumn, values: Values): readonly ResultColumn[] {
  const { metric } = one;
  const at = (formula: ResolvedMetric['n']) => (cell: Cell) => (formula ? values.of(formula, cell.group, cell.bucket) : null);
  const columns: ResultColumn[] = [column(`${metric.id}.n`, 'evidence', `${metric.label}, n`, (cell) => observations(one, cell, values), { unit: 'count' })];
  if (one.numerator && one.denominator) {
    const units = metric.unit === 'percent' && !/amount|target/.test(`${metric.numerator} ${metric.denominator}`) ? 'count' : undefined;
    columns.push(column(`${metric.id}.numerator`, 'evidence', `${metric.label}, numerator`, at(one.numerator), { unit: units ?? sumUnit(metric.numerator!) }));
    columns.push(column(`${metric.id}.denominator`, 'evidence', `${metric.label}, denominator`, at(one.denominator), { unit: units ?? sumUnit(metric.denominator!) }));
  }
  if (metric.interval !== 'none') {
    const interval = (cell: Cell) => intervalOf(metric.interval, { numerator: at(one.numerator)(cell), denominator: at(one.denominator)(cell), squares: at(one.squares)(cell) });
    columns.push(column(`${metric.id}.low`, 'evidence', `${metric.label}, low`, (cell) => interval(cell)?.low ?? null));
    columns.push(column(`${metric.id}.high`, 'evidence', `${metric.label}, high`, (cell) => interval(cell)?.high ?? null));
  }
  if (metric.basis === 'cohort') {
    columns.push(column(`${metric.id}.mature`, 'evidence', `${metric.label}, mature`, (cell) => isMature(one, plan, cell, values), { type: 'boolean', unit: undefined }));
  }
  return columns;
}

const sumUnit = (formula: string): ResultColumn['unit'] => (/amount|target/.test(formula) ? 'money' : /cycle_sum|age_sum|time_sum/.test(formula) ? 'days' : 'count');

/** Every member of the bucket is old enough to tell. A bucket without members is. */
export function isMature(one: ResolvedMetric, plan: MetricsPlan, { group, bucket }: Cell, values: Values): boolean {
  const cohort = Object.entries(one.components).find(([, component]) => component.source.kind === 'cohort')?.[0];
  const counted = one.denominator ? (values.of(one.denominator, group, bucket) ?? 0) : 0;
  return cohort === undefined || values.rows(cohort, group, bucket) === counted;
}

function comparisonColumns(one: ResolvedMetric, plan: MetricsPlan, column: MakeColumn, value: (cell: Cell, window?: number) => number | null, values: Values): readonly ResultColumn[] {
  const { metric } = one;
  const isRate = metric.unit === 'percent';
  const when = plan.query.compare === 'previous-year' ? 'a year before' : 'period before';
  const change = (cell: Cell): number | null => {
    const [here, before] = [value(cell), value(cell, 1)];
    if (here === null || before === null) {
      return null;
    }
    return isRate ? here - before : before === 0 ? null : (here - before) / Math.abs(before);
  };
  const columns = [
    column(`${metric.id}.previous`, 'evidence', `${metric.label}, ${when}`, (cell) => value(cell, 1)),
    column(`${metric.id}.change`, 'evidence', `${metric.label}, change`, change, { unit: 'percent' }),
  ];
  if (plan.query.evidence && metric.interval === 'wilson') {
    const side = (of: 'low' | 'high') => (cell: Cell) => {
      const sums = [0, 1].map((window) => ({
        numerator: values.of(one.numerator!, cell.group, cell.bucket, window) ?? 0,
        denominator: values.of(one.denominator!, cell.group, cell.bucket, window) ?? 0,
      }));
      return newcombe(sums[0]!, sums[1]!)?.[of] ?? null;
    };
    columns.push(column(`${metric.id}.change_low`, 'evidence', `${metric.label}, change, low`, side('low'), { unit: 'percent' }));
    columns.push(column(`${metric.id}.change_high`, 'evidence', `${metric.label}, change, high`, side('high'), { unit: 'percent' }));
  }
  return columns;
}

const partUnits: Readonly<Record<string, ResultColumn['unit']>> = {
  open_deals: 'count', win_rate: 'percent', mean_amount: 'money', mean_cycle_days: 'days', realised: 'moneyPerDay', share: 'percent',
};
const partLabel = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');

/** Definition, basis and caveat: what a tooltip shows. */
function describe({ metric, entities }: ResolvedMetric, plan: MetricsPlan): string {
  const horizon = metric.basis === 'cohort' ? ` Horizon ${entities.includes('lead') ? plan.horizon.lead : plan.horizon.deal} days.` : '';
  const basis = { cohort: 'by created date (cohort)', event: 'by the date it happened', as_of: 'as of the end of the period' }[metric.basis];
  return `${metric.meaning} ${metric.formula}; ${basis}.${horizon} ${metric.caveat}`;
}
