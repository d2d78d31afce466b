/** What a deal's fields held at an instant, and what had been done to it by then. */
import type { TimeColumn } from '../../src/model/types';
import { daysBetween, instant, momentOf, type Moment } from './calendar';
import { stageAt, type Context } from './measures';
import { columnOf, entityOf, entityRows, hasHistory, tableRows, textOf, timeOf, Unavailable, type Company, type Item, type Row } from './rows';

interface FieldChange {
  readonly at: Moment;
  readonly old: string | null;
  readonly new: string | null;
  /** Order of changes of one time, where it is kept. */
  readonly seq: number | undefined;
}

const textIn = (value: unknown): string | null => textOf(value) || null;
const cache = new WeakMap<readonly Row[], Map<string, FieldChange[]>>();

/** Changes of one field of a deal, in no order. */
function fieldChanges(company: Company, deal: Item, field: 'amount' | 'expected_close'): readonly FieldChange[] {
  const { dealChange } = company.model;
  if (!dealChange) {
    return [];
  }
  const rows = tableRows(company, dealChange.from);
  const { seq, where } = dealChange;
  let byDeal = cache.get(rows);
  if (!byDeal) {
    byDeal = new Map();
    for (const row of rows.filter((one) => where.every(([column, value]) => (one[column] ?? null) === value))) {
      const at = momentOf(dealChange.at, row[dealChange.at.column], company.model.calendar.timeZone);
      const key = `${textOf(row[dealChange.item])} ${textOf(row[dealChange.field])}`;
      if (at) {
        byDeal.set(key, [...(byDeal.get(key) ?? []), { at, old: textIn(row[dealChange.old]), new: textIn(row[dealChange.new]), seq: seq === undefined ? undefined : Number(row[seq]) }]);
      }
    }
    cache.set(rows, byDeal);
  }
  return byDeal.get(`${deal.id} ${field}`) ?? [];
}

/** The old value of the first change from `t` on; of several at one time that of the first `seq`, else the smallest; undefined where nothing changed any more. */
function oldValue<T>(changes: readonly FieldChange[], t: number, read: (text: string | null) => T | null, order: (value: T) => number): T | null | undefined {
  const following = changes.filter(({ at }) => at.at >= t);
  if (following.length === 0) {
    return undefined;
  }
  const first = Math.min(...following.map(({ at }) => at.at));
  const together = following.filter(({ at }) => at.at === first);
  if (together[0]!.seq !== undefined) {
    return read(together.reduce((least, one) => (one.seq! < least.seq! ? one : least)).old);
  }
  const olds = together.map(({ old }) => read(old));
  const some = olds.filter((old): old is T & {} => old !== null).sort((a, b) => order(a) - order(b));
  return some[0] ?? null;
}

export function amountAt(c: Context, deal: Item, t: number): number | null {
  if (t === c.now) {
    return deal.amount;
  }
  const old = oldValue(fieldChanges(c.company, deal, 'amount'), t, (text) => (text === null ? null : Number(text)), Number);
  return old === undefined ? deal.amount : old;
}

const closeColumn = (c: Context): TimeColumn => {
  const column = entityOf(c.company, 'deal').times.expectedClose;
  if (!column) {
    throw new Unavailable('no deal.expectedClose');
  }
  return column;
};

export function expectedAt(c: Context, deal: Item, t: number): Moment | null {
  const today = timeOf(c.company, entityOf(c.company, 'deal'), 'expectedClose', deal.row);
  if (t === c.now) {
    return today;
  }
  const read = (text: string | null): Moment | null => momentOf(closeColumn(c), text, c.zone);
  const old = oldValue(fieldChanges(c.company, deal, 'expected_close'), t, read, ({ at }) => at);
  return old === undefined ? today : old;
}

/** A day has passed when it is over. */
export function hasPassed(c: Context, close: Moment | null, t: number): boolean {
  return close !== null && (close.isDate ? close.day < instant(t, c.zone).day : close.at < t);
}

/** Postponements before `t`. */
export function pushesOf(c: Context, deal: Item, t: number): number {
  const column = closeColumn(c);
  return fieldChanges(c.company, deal, 'expected_close').filter((change) => {
    const [before, after] = [change.old, change.new].map((text) => momentOf(column, text, c.zone));
    return change.at.at < t && before && after && wall(column, change.new) > wall(column, change.old);
  }).length;
}

/** Zone-less times are compared as they are written. */
const wall = (column: TimeColumn, text: string | null): number => Date.parse(column.is === 'instant' ? text! : `${text!.slice(0, 19).replace(' ', 'T')}${text!.length > 10 ? 'Z' : ''}`);

/** Activities with the deal that are younger than 30 days at `t`, and not after it. */
export function recentActivities(c: Context, deal: Item, t: number): number {
  const activity = entityOf(c.company, 'activity');
  return entityRows(c.company, 'activity').filter((row) => {
    const at = timeOf(c.company, activity, 'at', row);
    return textOf(row[columnOf(activity, 'deal')]) === deal.id && at !== null && at.at < t && daysBetween(at, instant(t, c.zone)) < 30;
  }).length;
}

const percentages = new WeakMap<Company, boolean>();

/** Whether the column of probabilities is in per cent: some deal's is above 1. */
function isInPercent(company: Company, column: string): boolean {
  const known = percentages.get(company) ?? entityRows(company, 'deal').some((row) => Number(row[column] ?? 0) > 1);
  percentages.set(company, known);
  return known;
}

function ownProbability(c: Context, deal: Item): number | null {
  const column = entityOf(c.company, 'deal').columns.probability;
  const value = column === undefined ? null : (deal.row[column] ?? null);
  return value === null ? null : Math.max(0, Math.min(1, Number(value) / (isInPercent(c.company, column!) ? 100 : 1)));
}

export const hasStageProbability = (company: Company): boolean =>
  company.model.entities.deal?.columns.stage !== undefined &&
  company.model.pipelines.some(({ of, stages }) => of === 'deal' && stages.some(({ kind, probability }) => kind === 'open' && probability !== undefined));

/** What the model says of a stage; a stage that ends a deal is certain. */
function stageProbability(c: Context, stage: string | null): number | null {
  const found = c.company.model.pipelines.filter(({ of }) => of === 'deal').flatMap(({ stages }) => stages).find(({ id }) => id === stage);
  return found?.probability ?? (found?.kind === 'won' ? 1 : found?.kind === 'lost' ? 0 : null);
}

/** Now the deal's own, else its stage's; at a past instant that of the stage it was in then, where both are known. */
export function probabilityAt(c: Context, deal: Item, t: number): number | null {
  if (t !== c.now && hasStageProbability(c.company) && hasHistory(c.company, 'deal')) {
    return stageProbability(c, stageAt(c, deal, t));
  }
  return ownProbability(c, deal) ?? (hasStageProbability(c.company) ? stageProbability(c, deal.stage) : null);
}
