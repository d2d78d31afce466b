/** The columns of one metric: value, parts, evidence, comparison. */
import { newcombe, type Formula, type Numbers } from '../formula';
import { cohortOf, observationsOf, sumUnit } from '../metrics/evidence';
import type { ResolvedMetric } from '../metrics/resolve';
import { basisWords } from '../metrics/words';
import type { MetricsPlan } from '../plan/Plan';
import { intervalOf } from './interval';
import type { ResultColumn, Value } from './Result';
import type { Values } from './values';

/** The metric in every cell of a window; values under the metric's minimum of observations are NULL (NaN). */
export function valuesOf(one: ResolvedMetric, values: Values, window = 0): Numbers {
  const plain = values.of(one.value, window);
  const { minimum } = one.metric;
  if (minimum === undefined || !one.n) {
    return plain;
  }
  const n = values.of(one.n, window);
  return plain.map((value, at) => (n[at]! >= minimum ? value : NaN));
}

/** Number of observations behind each value; undefined where the metric has none. */
export function observations(one: ResolvedMetric, values: Values): Numbers | undefined {
  const formula = observationsOf(one);
  return formula && values.of(formula);
}

/** Whether every member of the cell is old enough to tell; a cell without members is. Undefined for other metrics. */
export function maturity(one: ResolvedMetric, values: Values): readonly boolean[] | undefined {
  const cohort = cohortOf(one);
  if (cohort === undefined || !one.denominator) {
    return undefined;
  }
  const [members, counted] = [values.rowCount(cohort), values.of(one.denominator)];
  return Array.from(members, (count, at) => count === (Number.isNaN(counted[at]!) ? 0 : counted[at]));
}

type MakeColumn = (name: string, role: ResultColumn['role'], label: string, of: Numbers | readonly Value[] | undefined, extra?: Partial<ResultColumn>) => ResultColumn;

/** `cells` are those that are shown, in order. */
export function metricColumns(one: ResolvedMetric, plan: MetricsPlan, cells: Int32Array, values: Values): readonly ResultColumn[] {
  const { metric } = one;
  const column: MakeColumn = (name, role, label, of, extra = {}) => ({
    name, role, label, type: 'number', unit: metric.unit, metric: metric.id, direction: metric.direction, values: gather(of, cells), ...extra,
  });
  const value = valuesOf(one, values);
  const columns = [column(metric.id, 'metric', metric.label, value, { description: describe(one, plan) })];
  for (const [name, formula] of Object.entries(one.parts)) {
    columns.push(column(`${metric.id}.${name}`, 'metric', partLabel(name), values.of(formula), { unit: partUnits[name] ?? metric.unit }));
  }
  if (plan.query.evidence) {
    columns.push(...evidenceColumns(one, column, values));
  }
  if (plan.query.compare) {
    columns.push(...comparisonColumns(one, plan, column, value, values));
  }
  return columns;
}

/** NaN becomes null on the way out. */
function gather(of: Numbers | readonly Value[] | undefined, cells: Int32Array): Value[] {
  const result = new Array<Value>(cells.length);
  for (let at = 0; at < cells.length; at++) {
    const value = of ? of[cells[at]!] : null;
    result[at] = value === undefined || (typeof value === 'number' && Number.isNaN(value)) ? null : value;
  }
  return result;
}

function evidenceColumns(one: ResolvedMetric, column: MakeColumn, values: Values): readonly ResultColumn[] {
  const { metric } = one;
  const at = (formula: Formula | undefined) => formula && values.of(formula);
  const columns: ResultColumn[] = [column(`${metric.id}.n`, 'evidence', `${metric.label}, n`, observations(one, values), { unit: 'count' })];
  if (one.numerator && one.denominator) {
    const unit = (formula: Formula) => ({ unit: sumUnit(formula, one) });
    columns.push(column(`${metric.id}.numerator`, 'evidence', `${metric.label}, numerator`, at(one.numerator), unit(one.numerator)));
    columns.push(column(`${metric.id}.denominator`, 'evidence', `${metric.label}, denominator`, at(one.denominator), unit(one.denominator)));
  }
  if (metric.interval !== 'none') {
    const [numerator, denominator, squares] = [at(one.numerator), at(one.denominator), at(one.squares)];
    const known = (numbers: Numbers | undefined, cell: number) => (numbers && !Number.isNaN(numbers[cell]!) ? numbers[cell]! : null);
    const intervals = Array.from({ length: values.length }, (_, cell) =>
      intervalOf(metric.interval, { numerator: known(numerator, cell), denominator: known(denominator, cell), squares: known(squares, cell) })
    );
    columns.push(column(`${metric.id}.low`, 'evidence', `${metric.label}, low`, intervals.map((interval) => interval?.low ?? null)));
    columns.push(column(`${metric.id}.high`, 'evidence', `${metric.label}, high`, intervals.map((interval) => interval?.high ?? null)));
  }
  if (metric.basis === 'cohort') {
    columns.push(column(`${metric.id}.mature`, 'evidence', `${metric.label}, mature`, maturity(one, values), { type: 'boolean', unit: undefined }));
  }
  return columns;
}

function comparisonColumns(one: ResolvedMetric, plan: MetricsPlan, column: MakeColumn, here: Numbers, values: Values): readonly ResultColumn[] {
  const { metric } = one;
  const isRate = metric.unit === 'percent';
  const when = plan.query.compare === 'previous-year' ? 'a year before' : 'period before';
  const before = valuesOf(one, values, 1);
  const change = here.map((value, at) => {
    const difference = value - before[at]!;
    return isRate ? difference : before[at] === 0 ? NaN : difference / Math.abs(before[at]!);
  });
  const columns = [
    column(`${metric.id}.previous`, 'evidence', `${metric.label}, ${when}`, before),
    column(`${metric.id}.change`, 'evidence', `${metric.label}, change${isRate ? ' in points' : ''}`, change, { unit: isRate ? 'points' : 'percent' }),
  ];
  if (plan.query.evidence && metric.interval === 'wilson') {
    const [n1, d1, n2, d2] = [0, 1].flatMap((window) => [values.of(one.numerator!, window), values.of(one.denominator!, window)]);
    const intervals = Array.from({ length: values.length }, (_, at) => newcombe({ numerator: n1![at]!, denominator: d1![at]! }, { numerator: n2![at]!, denominator: d2![at]! }));
    columns.push(column(`${metric.id}.change_low`, 'evidence', `${metric.label}, change in points, low`, intervals.map((interval) => interval?.low ?? null), { unit: 'points' }));
    columns.push(column(`${metric.id}.change_high`, 'evidence', `${metric.label}, change in points, high`, intervals.map((interval) => interval?.high ?? null), { unit: 'points' }));
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
  return `${metric.meaning} ${metric.formula}; ${basisWords[metric.basis]}.${horizon} ${metric.caveat}`;
}
