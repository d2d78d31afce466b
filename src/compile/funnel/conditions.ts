/**
 * The policies of docs/decisions/0007 as conditions over one item. Times are compared pair by pair, as local dates
 * where either is a date, so that a date-only closed column does not blunt the instants of the history.
 */
import type { Instant } from '../../plan/Moment';
import type { FunnelPlan, FunnelStep } from '../../plan/Plan';
import { and, binary, isNotNull, isNull, literal, not, or } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Sql } from '../../sql/tree';
import { daysBetween, isBefore, isFrom, isNotAfter, isWithinDays, type TimeValue } from '../time';
import type { Item } from './Item';

/** When the item first entered a step; undefined where that is never known. */
function entryOf(step: FunnelStep, item: Item): TimeValue | undefined {
  switch (step.kind) {
    case 'created':
      return item.firstEntry ?? item.created;
    case 'won':
      return item.wonAt;
    default:
      return item.entries.find((entry) => entry.step.rank === step.rank)?.at;
  }
}

const has = (time: TimeValue | undefined): Sql => (time ? isNotNull(time.of) : literal(false));
const onlyIf = (condition: Sql, step: FunnelStep, item: Item): Sql => (step.kind === 'won' ? and(item.won, condition) : condition);

/** Whether the item counts in a step. */
export function countsIn(step: FunnelStep, item: Item, plan: FunnelPlan<Instant>, dialect: Dialect): Sql {
  return plan.basis === 'event' ? reachedInRange(step, item, plan, dialect) : reachedByCohort(step, item, plan, dialect);
}

function reachedByCohort(step: FunnelStep, item: Item, plan: FunnelPlan<Instant>, dialect: Dialect): Sql {
  if (step.rank === 1) {
    return literal(true);
  }
  const within = (time: TimeValue | undefined): Sql => (time ? isWithin(time, item, plan, dialect) : literal(false));
  const known = plan.windowDays === undefined;
  if (step.kind === 'won' && plan.policy !== 'strict') {
    return known ? item.won : and(item.won, within(item.wonAt));
  }
  switch (plan.policy) {
    case 'reached': {
      const later = item.entries.filter((entry) => entry.step.rank >= step.rank).map((entry) => within(entry.at));
      const present = known ? [binary(item.presentRank, '>=', literal(step.rank))] : [];
      return or(...later, known ? item.won : and(item.won, within(item.wonAt)), ...present);
    }
    case 'any':
      return or(within(entryOf(step, item)), ...(known ? [binary(item.presentRank, '=', literal(step.rank))] : []));
    case 'strict':
      return and(inOrder(step, item, plan, dialect), ...(known ? [] : [onlyIf(within(entryOf(step, item)), step, item)]));
  }
}

function isWithin(time: TimeValue, item: Item, plan: FunnelPlan<Instant>, dialect: Dialect): Sql {
  return plan.windowDays === undefined
    ? isNotNull(time.of)
    : isWithinDays(item.created, time, plan.windowDays, dialect, plan.model.calendar.timeZone, item.until);
}

/** Every shown step up to this one was entered, each not before the one before. */
function inOrder(step: FunnelStep, item: Item, plan: FunnelPlan<Instant>, dialect: Dialect): Sql {
  const path = plan.shown.filter((one) => one.rank <= step.rank);
  const first = path[0]!;
  const pairs = path.slice(1).map((one, at) => {
    const [before, here] = [entryOf(path[at]!, item), entryOf(one, item)];
    return before && here ? onlyIf(isNotAfter(before, here, dialect, plan.model.calendar.timeZone), one, item) : literal(false);
  });
  // One step has no order: that it was entered is enough, whether or not anybody knows when.
  const entered = first.kind === 'won' ? item.won : or(has(entryOf(first, item)), binary(item.presentRank, '=', literal(first.rank)));
  return and(...(first.rank === 1 || path.length > 1 ? [] : [entered]), ...pairs);
}

/** The first time of reaching the step, by the policy, lies in the range. */
function reachedInRange(step: FunnelStep, item: Item, plan: FunnelPlan<Instant>, dialect: Dialect): Sql {
  const { range, model } = plan;
  const zone = model.calendar.timeZone;
  const inside = (time: TimeValue | undefined): Sql => (time ? and(isFrom(time, range.from, dialect, zone), isBefore(time, range.to, dialect, zone)) : literal(false));
  const windowed = (time: TimeValue): Sql => (plan.windowDays === undefined ? literal(true) : isWithin(time, item, plan, dialect));
  const own = entryOf(step, item);
  // Without a created date, nobody knows what lies within a window of it.
  if (step.rank === 1 && (plan.windowDays !== undefined || plan.policy !== 'reached')) {
    return inside(plan.windowDays === undefined ? own : item.created);
  }
  if (step.kind === 'won' && plan.policy !== 'strict') {
    return own ? onlyIf(and(inside(own), windowed(own)), step, item) : literal(false);
  }
  if (plan.policy !== 'reached') {
    const ordered = plan.policy === 'strict' ? [inOrder(step, item, plan, dialect)] : [];
    return own ? onlyIf(and(inside(own), windowed(own), ...ordered), step, item) : literal(false);
  }
  const times = [...(step.rank === 1 && own ? [own] : []), ...item.entries.filter((entry) => entry.step.rank >= step.rank).flatMap((entry) => (entry.at ? [entry.at] : []))];
  // An item that no history tells of has no time for the stages in between.
  const wonAt = item.wonAt && and(isNull(item.presentRank), item.won);
  const before = (at: Instant): Sql =>
    or(...times.map((time) => and(has(time), isBefore(time, at, dialect, zone), windowed(time))), item.wonAt && wonAt ? and(wonAt, isBefore(item.wonAt, at, dialect, zone), windowed(item.wonAt)) : literal(false));
  const reached = and(before(range.to), not(coalesced(before(range.from))));
  // An item was at the first stage from its creation; where that is not known, by its first entry into any stage.
  return step.rank === 1 ? or(inside(item.created), and(isNull(item.created.of), reached)) : reached;
}

/** NULL comparisons are not proof of anything: a condition that is not known to hold does not. */
export const coalesced = (condition: Sql): Sql => condition.kind === 'literal' ? condition : ({ kind: 'call', name: 'COALESCE', args: [condition, literal(false)] });

/** Days from the step before to this one, for items that count here and entered both in order; NULL otherwise. */
export function stepDays(before: FunnelStep, step: FunnelStep, item: Item, plan: FunnelPlan<Instant>, dialect: Dialect): { of: Sql; where: Sql } | undefined {
  const [from, to] = [entryOf(before, item), entryOf(step, item)];
  if (!from || !to) {
    return undefined;
  }
  const zone = plan.model.calendar.timeZone;
  return { of: daysBetween(from, to, dialect, zone), where: onlyIf(isNotAfter(from, to, dialect, zone), step, item) };
}
