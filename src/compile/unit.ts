import { weekOffset } from '../model/calendar';
import type { Calendar } from '../model/types';
import { literal } from '../sql/build';
import type { Dialect, Grain } from '../sql/Dialect';
import type { Sql } from '../sql/tree';

/** The first local time of the calendar unit that holds a local time; weeks and fiscal units as the model says. */
export function unitOf(local: Sql, grain: Grain, dialect: Dialect, calendar: Calendar): Sql {
  if (grain === 'week' && weekOffset(calendar) > 0) {
    const shift = weekOffset(calendar);
    return dialect.addDays(dialect.startOf(dialect.addDays(local, literal(shift)), 'week'), literal(-shift));
  }
  const back = grain === 'quarter' ? (calendar.fiscalYearStart - 1) % 3 : grain === 'year' ? calendar.fiscalYearStart - 1 : 0;
  return back === 0
    ? dialect.startOf(local, grain)
    : dialect.addMonths(dialect.startOf(dialect.addMonths(local, -back), grain), back);
}
