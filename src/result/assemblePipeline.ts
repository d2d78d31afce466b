import { aliasOf } from '../compile/dimension';
import { asides } from '../compile/pipeline/moves';
import { dayOf } from '../model/calendar';
import type { PipelinePlan, WaterfallBucket } from '../plan/Plan';
import { SalesError } from '../sql/SalesError';
import { bucketLabel, bucketMeaning } from './bucketWords';
import { labelOf } from './groups';
import { number, rowsOf, text, type Answers, type Row } from './read';
import type { Notice, Result, ResultColumn, Value } from './Result';
import { undatedNotices } from './undated';
import { barsOf, dealChange, exact, inexact, piecesOf, type Bar } from './waterfall';

/** The rows of one group by bucket; a bucket without deals has none. */
interface Group {
  readonly key: string | null;
  readonly label: string;
  readonly rows: ReadonlyMap<string, Row>;
}

/** One row a bar in reading order, for each group; the largest group at the end first. */
export function assemblePipeline(plan: PipelinePlan, answers: Answers): Result {
  const groups = orderedGroups(plan, groupsOf(plan, rowsOf(answers, 'main')));
  const cells = groups.flatMap((group) => {
    const amounts = barsOf(plan.buckets, (bucket) => exact(amountOf(group, bucket) ?? 0));
    const counts = barsOf(plan.buckets, (bucket) => dealChange(bucket, dealsOf(group, bucket)));
    return plan.buckets.map((bucket, at): Cell => ({ group, bucket, amount: amounts.bars[at]!, count: counts.bars[at]!, residual: amounts.residual, residualDeals: counts.residual }));
  });
  return {
    columns: columnsOf(plan, cells),
    length: cells.length,
    notices: [...noticesOf(plan, groups), ...undatedNotices(answers)],
    currency: plan.model.currency, modelHash: plan.model.hash, zone: plan.model.calendar.timeZone,
  };
}

interface Cell {
  readonly group: Group;
  readonly bucket: WaterfallBucket;
  /** In ten-thousandths. */
  readonly amount: Bar;
  readonly count: Bar;
  readonly residual: number;
  readonly residualDeals: number;
}

const dealsOf = (group: Group, bucket: string): number => number(group.rows.get(bucket), 'row_count') ?? 0;

/** 0 where there are no deals; NULL where there are and none has an amount. */
const amountOf = (group: Group, bucket: string): number | null => {
  const row = group.rows.get(bucket);
  return row ? number(row, 'amount') : 0;
};

function groupsOf(plan: PipelinePlan, rows: readonly Row[]): readonly Group[] {
  const { dimension, model } = plan;
  const found = new Map<string, { key: string | null; label: string; rows: Map<string, Row> }>();
  if (!dimension) {
    found.set('', { key: null, label: '', rows: new Map() });
  }
  for (const row of rows) {
    const key = dimension ? text(row, aliasOf(dimension)) : null;
    const id = dimension ? JSON.stringify(key) : '';
    const group = found.get(id) ?? { key, label: dimension ? labelOf(dimension, key, row, model) : '', rows: new Map<string, Row>() };
    group.rows.set(String(row['bucket']), row);
    found.set(id, group);
  }
  const groups = [...found.values()];
  // No two groups may look the same.
  return groups.map((group) => {
    const isShared = groups.some((other) => other !== group && other.label === group.label);
    return isShared && group.key !== null ? { ...group, label: `${group.label} (${group.key})` } : group;
  });
}

function orderedGroups(plan: PipelinePlan, groups: readonly Group[]): readonly Group[] {
  const kind = plan.dimension?.kind;
  const ids = plan.model.pipelines.flatMap(({ id, stages }) => (kind === 'pipeline' ? [id] : stages.map((stage) => stage.id)));
  const position = ({ key }: Group): number => (kind === 'stage' || kind === 'pipeline' ? (ids.indexOf(key ?? '') + ids.length + 1) % (ids.length + 1) : 0);
  const size = (group: Group, bucket: string): number => (plan.hasAmount ? (amountOf(group, bucket) ?? 0) : dealsOf(group, bucket));
  return [...groups].sort(
    (left, right) =>
      position(left) - position(right) || size(right, 'end') - size(left, 'end') || size(right, 'start') - size(left, 'start') || (left.label < right.label ? -1 : 1)
  );
}

function columnsOf(plan: PipelinePlan, cells: readonly Cell[]): readonly ResultColumn[] {
  const { dimension, query, hasAmount } = plan;
  const column = (name: string, label: string, unit: ResultColumn['unit'], of: (cell: Cell) => Value, extra: Partial<ResultColumn> = {}): ResultColumn => ({
    name, label, unit, role: 'metric', type: 'number', values: cells.map(of), ...extra,
  });
  return [
    ...(dimension
      ? [column(dimension.id, dimension.label, undefined, ({ group }) => group.label, { role: 'dimension', type: 'text', keys: cells.map(({ group }) => group.key) })]
      : []),
    column('bucket', 'Movement', undefined, ({ bucket }) => bucketLabel(bucket), { role: 'stage', type: 'text', keys: cells.map(({ bucket }) => bucket), description: descriptionOf(plan) }),
    ...(query.bars ? pieceColumns(plan, column) : []),
    ...(hasAmount ? [column('amount', 'Amount', 'money', ({ group, bucket }) => amountOf(group, bucket), { description: 'What the bar adds to or takes from the pipeline; of start and end, the open pipeline itself.' })] : []),
    column('deals', 'Deals', 'count', ({ group, bucket }) => dealsOf(group, bucket), { description: 'Deals in the bar. Start plus those that came less those that left is end; raised, cut and re-valued deals are in both.' }),
    ...(query.evidence ? evidence(plan, column) : []),
  ];
}

type MakeColumn = (name: string, label: string, unit: ResultColumn['unit'], of: (cell: Cell) => Value, extra?: Partial<ResultColumn>) => ResultColumn;

/** Right after the bar's name, so that a stacked bar chart needs no columns moved. */
function pieceColumns(plan: PipelinePlan, column: MakeColumn): readonly ResultColumn[] {
  const unit = plan.hasAmount ? 'money' : 'count';
  const piece = (name: 'base' | 'total' | 'increase' | 'decrease', label: string) =>
    column(name, label, unit, ({ amount, count }) => {
      const value = piecesOf(plan.hasAmount ? amount : count)[name];
      return value === null || !plan.hasAmount ? value : inexact(value);
    }, { role: name === 'base' ? 'evidence' : 'metric' });
  return [piece('base', ' '), piece('total', 'Open'), piece('increase', 'More'), piece('decrease', 'Less')];
}

function evidence(plan: PipelinePlan, column: MakeColumn): readonly ResultColumn[] {
  const aside: Partial<ResultColumn> = { role: 'evidence', metric: 'amount' };
  const booked = ({ group }: Cell): number | null => amountOf(group, asides.bookings);
  const bookedLessWon = (cell: Cell): number | null => {
    const [all, won] = [booked(cell), amountOf(cell.group, 'won')];
    return all === null || won === null ? null : inexact(exact(all) + exact(won));
  };
  return [
    ...(plan.hasAmount ? [column('residual', 'Residual', 'money', ({ residual }) => inexact(residual), { ...aside, description: 'Start and all bars less end: 0, or a deal is not accounted for.' })] : []),
    column('residual_deals', 'Residual, deals', 'count', ({ residualDeals }) => residualDeals, { ...aside, metric: 'deals' }),
    column('pass_through_deals', 'Came and went, deals', 'count', ({ group }) => dealsOf(group, asides.passThrough), { ...aside, metric: 'deals', description: 'Created after the start and closed before the end: in no bar.' }),
    ...(plan.hasAmount
      ? [
          column('pass_through', 'Came and went', 'money', ({ group }) => amountOf(group, asides.passThrough), aside),
          column('bookings', 'Bookings', 'money', booked, { ...aside, description: 'Amounts of all deals won between start and end, as they are now, by the rate of their closing day (M62).' }),
          column('bookings_less_won', 'Bookings less the bar “Won”', 'money', bookedLessWon, { ...aside, description: 'Deals that came and went, amounts changed up to the close, and deals that were expected in another period.' }),
        ]
      : []),
    column('meaning', 'Meaning', undefined, ({ bucket }) => bucketMeaning(bucket, plan), { ...aside, type: 'text' }),
  ];
}

function descriptionOf({ start, end, isNow, closing, model }: PipelinePlan): string {
  const day = (at: Date) => dayOf(at, model.calendar.timeZone);
  const scope = closing ? `Open deals expected to close in ${closing.label}` : 'All open deals';
  return `${scope}: as of the first instant of ${day(start)} and ${isNow ? 'now' : `the end of ${day(new Date(end.getTime() - 1))}`}. A deal is in one bar.`;
}

function noticesOf(plan: PipelinePlan, groups: readonly Group[]): readonly Notice[] {
  const total = (bucket: string): number => groups.reduce((sum, group) => sum + dealsOf(group, bucket), 0);
  const leftOut = total(asides.leftOut);
  if (leftOut > 0 && !plan.model.rate) {
    throw new SalesError('rows/mixed-currencies', `${leftOut} amounts are in another currency than ${plan.model.currency} and no rates are mapped: add "rate" under entities, or count deals`);
  }
  const passed = total(asides.passThrough);
  return [
    ...plan.notices.map((sentence): Notice => ({ severity: 'warning', text: sentence })),
    ...(leftOut > 0 ? [{ severity: 'warning' as const, text: `${leftOut} deals lack an amount at one end: no rate to ${plan.model.currency} is known for that day` }] : []),
    ...(passed > 0 ? [{ severity: 'info' as const, text: passed === 1 ? '1 deal was created and closed in between: it is in no bar' : `${passed} deals were created and closed in between: they are in no bar` }] : []),
  ];
}
