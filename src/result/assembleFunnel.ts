import { aliasOf } from '../compile/dimension';
import { wilson } from '../formula';
import type { Dimension } from '../model/types';
import type { FunnelPlan, FunnelStep } from '../plan/Plan';
import { SalesError } from '../sql/SalesError';
import { labelOf } from './groups';
import { undatedNotices } from './undated';
import { number, rowsOf, text, type Answers, type Row } from './read';
import type { Notice, Result, ResultColumn, Value } from './Result';

/** One row a step in rank order, for each value of the dimension; conversions carry an interval where they may. */
export function assembleFunnel(plan: FunnelPlan, answers: Answers): Result {
  const answered = rowsOf(answers, 'main');
  const rows = plan.dimension ? [...answered].sort((left, right) => reached(right, plan.shown[0]!) - reached(left, plan.shown[0]!) || byKey(left, right, plan.dimension!)) : answered.slice(0, 1);
  const cells = (plan.dimension || rows.length ? rows : [{}]).flatMap((row) => plan.shown.map((step, at) => ({ row, step, at })));
  const columns: ResultColumn[] = [
    ...(plan.dimension ? [dimensionColumn(plan, cells.map(({ row }) => row))] : []),
    {
      name: 'stage', role: 'stage', type: 'text', label: 'Stage',
      values: cells.map(({ step }) => step.label), keys: cells.map(({ step }) => step.id),
    },
    // Right after the stage, so that a stacked bar chart is centred without moving columns.
    ...(plan.query.pad ? [pad(plan, cells)] : []),
    ...stepColumns(plan, cells),
  ];
  return {
    columns, length: cells.length, notices: [...notices(plan, rows), ...lowSample(plan, cells), ...undatedNotices(answers)], currency: plan.model.currency, modelHash: plan.model.hash, zone: plan.model.calendar.timeZone,
  };
}

const nounOf = ({ entity }: FunnelPlan): string => (entity === 'deal' ? 'Deals' : 'Leads');

interface Cell {
  readonly row: Row;
  readonly step: FunnelStep;
  /** Position among the shown steps. */
  readonly at: number;
}

/** Groups of one size stand in the order of their keys, those without a value last. */
function byKey(left: Row, right: Row, dimension: Dimension): number {
  const [a, b] = [text(left, aliasOf(dimension)), text(right, aliasOf(dimension))];
  return a === b ? 0 : b === null || (a !== null && a < b) ? -1 : 1;
}

const reached = (row: Row, step: FunnelStep): number => number(row, `reached_${step.rank}`) ?? 0;
const value = (row: Row, step: FunnelStep): number | null => (reached(row, step) === 0 ? 0 : number(row, `value_${step.rank}`));

function dimensionColumn(plan: FunnelPlan, rows: readonly Row[]): ResultColumn {
  const dimension = plan.dimension!;
  const keys = rows.map((row) => text(row, aliasOf(dimension)));
  const labels = rows.map((row, at) => labelOf(dimension, keys[at]!, row, plan.model));
  const shared = labels.map((label, at) => labels.some((other, from) => other === label && keys[from] !== keys[at]));
  return {
    name: dimension.id, role: 'dimension', type: 'text', label: dimension.label, keys,
    values: labels.map((label, at) => (shared[at] && keys[at] !== null ? `${label} (${keys[at]})` : label)),
  };
}

function stepColumns(plan: FunnelPlan, cells: readonly Cell[]): readonly ResultColumn[] {
  const { shown, basis, measure } = plan;
  const amount = (row: Row, step: FunnelStep): number | null => (measure === 'amount' ? value(row, step) : reached(row, step));
  const ratio = (numerator: number | null, denominator: number | null) => (numerator === null || !denominator ? null : numerator / denominator);
  const step = (cell: Cell) => (cell.at === 0 ? null : ratio(amount(cell.row, cell.step), amount(cell.row, shown[cell.at - 1]!)));
  const cumulative = (cell: Cell) => ratio(amount(cell.row, cell.step), amount(cell.row, shown[0]!));
  const next = (cell: Cell) => shown[cell.at + 1];
  const column = (name: string, label: string, unit: ResultColumn['unit'], of: (cell: Cell) => Value, extra: Partial<ResultColumn> = {}): ResultColumn => ({
    name, role: 'metric', type: 'number', label, unit, values: cells.map(of), ...extra,
  });
  const noun = nounOf(plan);
  const columns = [
    column('reached', noun, 'count', (cell) => reached(cell.row, cell.step), { description: `${noun} that ${describePolicy(plan)}`, direction: 'up' }),
    column('step_conversion', 'Step conversion', 'percent', step, { description: 'Reached this stage, of those that reached the stage before.', direction: 'up' }),
    column('cumulative_conversion', 'Cumulative conversion', 'percent', cumulative, { description: 'Reached this stage, of those that entered the funnel.', direction: 'up' }),
    column('drop_off', 'Drop-off', 'count', (cell) => (next(cell) ? reached(cell.row, cell.step) - reached(cell.row, next(cell)!) : null), { description: 'Reached this stage and not the next one; some of them are still open.', direction: 'down' }),
    column('drop_off_rate', 'Lost here', 'percent', (cell) => (plan.losses ? ratio(number(cell.row, `lost_${cell.step.rank}`), reached(cell.row, cell.step)) : null), { description: 'Lost with this as their last open stage, of those that reached it.', direction: 'down' }),
    column('value', 'Value', 'money', (cell) => (plan.hasAmount ? value(cell.row, cell.step) : null), { description: 'Sum of today’s amounts of those that reached the stage.' }),
    column('step_days_p50', 'Days from the stage before, median', 'days', (cell) => (plan.timing ? timed(cell, 'p50') : null), { description: 'Median days from entering the stage before to entering this one, over those that entered both; none under five.', direction: 'down' }),
    column('step_days_p90', 'Days from the stage before, 90th percentile', 'days', (cell) => (plan.timing ? timed(cell, 'p90') : null), { description: 'One in ten took longer than this from the stage before; none under five.', direction: 'down' }),
  ];
  if (plan.query.evidence) {
    columns.push(...evidence(plan, cells, basis === 'cohort' && measure === 'count' && plan.policy !== 'any'));
  }
  return columns;
}

/** docs/metrics.md R2: no median under five observations. */
const timed = ({ row, step }: Cell, which: 'p50' | 'p90'): number | null => ((number(row, `days_n_${step.rank}`) ?? 0) < 5 ? null : number(row, `days_${which}_${step.rank}`));

const describePolicy = (plan: FunnelPlan): string =>
  ({ reached: 'reached the stage or a later one', strict: 'entered every stage up to this one in order', any: 'entered the stage at all' })[plan.policy] +
  (plan.windowDays === undefined ? '.' : ` within ${plan.windowDays} days.`);

/** Step rates are proportions only where everyone in the numerator is in the denominator. */
function evidence(plan: FunnelPlan, cells: readonly Cell[], isProportion: boolean): ResultColumn[] {
  const { shown } = plan;
  const mature = (cell: Cell) => (number(cell.row, 'immature') ?? 0) === 0;
  return (['step_conversion', 'cumulative_conversion'] as const).flatMap((name) => {
    const base = (cell: Cell): number | null => (name === 'step_conversion' ? (cell.at === 0 ? null : reached(cell.row, shown[cell.at - 1]!)) : reached(cell.row, shown[0]!));
    const interval = (cell: Cell) => {
      const n = base(cell);
      return isProportion && n !== null ? wilson(reached(cell.row, cell.step), n) : null;
    };
    const column = (suffix: string, of: (cell: Cell) => Value, unit: ResultColumn['unit'], type: ResultColumn['type'] = 'number'): ResultColumn => ({
      name: `${name}.${suffix}`, role: 'evidence', type, unit, metric: name, values: cells.map(of),
      label: `${name === 'step_conversion' ? 'Step conversion' : 'Cumulative conversion'}, ${suffix}`,
    });
    return [
      column('n', base, 'count'),
      column('numerator', (cell) => (base(cell) === null ? null : reached(cell.row, cell.step)), 'count'),
      column('denominator', base, 'count'),
      column('low', (cell) => interval(cell)?.low ?? null, 'percent'),
      column('high', (cell) => interval(cell)?.high ?? null, 'percent'),
      column('mature', mature, undefined, 'boolean'),
    ];
  });
}

/** Half the distance to the widest bar, so that stacked bars are centred. */
function pad(plan: FunnelPlan, cells: readonly Cell[]): ResultColumn {
  const size = ({ row, step }: Cell) => (plan.measure === 'amount' ? (value(row, step) ?? 0) : reached(row, step));
  const widest = Math.max(0, ...cells.map(size));
  return { name: 'pad', role: 'evidence', type: 'number', unit: plan.measure === 'amount' ? 'money' : 'count', label: ' ', values: cells.map((cell) => (widest - size(cell)) / 2) };
}

/** Step rates that rest on few cases (docs/metrics.md R2); one that nobody could take has no value to doubt. */
function lowSample(plan: FunnelPlan, cells: readonly Cell[]): readonly Notice[] {
  const { model, shown, measure } = plan;
  const isTaken = (row: Row, base: FunnelStep): boolean => reached(row, base) > 0 && (measure === 'count' || Boolean(value(row, base)));
  const bases = cells.flatMap(({ row, at }) => (at > 0 && isTaken(row, shown[at - 1]!) ? [reached(row, shown[at - 1]!)] : []));
  const small = bases.filter((n) => n < model.minSample).length;
  return small > 0 ? [{ severity: 'info', text: `low sample: ${small} of ${bases.length} step rates rest on fewer than ${model.minSample} ${nounOf(plan).toLowerCase()}` }] : [];
}

function notices(plan: FunnelPlan, rows: readonly Row[]): readonly Notice[] {
  const total = (name: string) => rows.reduce((sum, row) => sum + (number(row, name) ?? 0), 0);
  // A merged statement also tells of amounts that this funnel does not show.
  const ofAmounts = (name: string) => (plan.hasAmount ? total(name) : 0);
  const foreign = ofAmounts('foreign_currency');
  if (foreign > 0 && plan.measure === 'amount') {
    throw new SalesError('rows/mixed-currencies', `${foreign} amounts are in another currency than ${plan.model.currency} and no rates are mapped: add "rate" under entities, or count deals`);
  }
  const said = (count: number, severity: Notice['severity'], sentence: string): readonly Notice[] => (count > 0 ? [{ severity, text: `${count} ${sentence}` }] : []);
  return [
    ...plan.notices.map((sentence): Notice => ({ severity: 'warning', text: sentence })),
    ...said(plan.basis === 'cohort' ? total('immature') : 0, 'info', `entries are younger than ${plan.matureAfter} days and may still move on (maturing)`),
    ...said(total('lost_unknown'), 'warning', 'lost items have no stage history: they count at the first stage only'),
    ...said(plan.basis === 'event' ? total('present_only') : 0, 'warning', 'items have no stage history: when they reached the stages in between is not known'),
    ...said(total('unknown_stage'), 'warning', 'deals are in a stage that the pipeline does not list'),
    ...said(foreign, 'warning', `amounts are in another currency than ${plan.model.currency} and left out: no rates are mapped`),
    ...said(ofAmounts('without_rate'), 'warning', `amounts are left out: no rate to ${plan.model.currency} is known for their day`),
  ];
}
