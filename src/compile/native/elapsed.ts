import type { Calendar } from '../../model/types';
import { earlierOf, rangeEnd } from '../../plan/Moment';
import type { RelativeWindow } from '../../plan/native';
import { makeStretch } from '../../plan/stretch';
import { cast, column } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Select } from '../../sql/tree';
import { firstDayFromMoment } from '../moment';
import { valueName } from './Output';
import { elapsedShareSql, holidaySteps } from './workdays';

/** Which part of a window's working days has begun at a rule's evaluation: one row with one number from 0 to 1, NULL where it has no such day. */
export function compileElapsed(window: RelativeWindow, calendar: Calendar, dialect: Dialect): Select {
  const { from, to, now } = makeStretch(window, rangeEnd, false, calendar);
  const day = (as: string) => column(as, 'days');
  const first = (at: typeof from) => firstDayFromMoment(at, dialect, calendar.timeZone);
  return {
    kind: 'select',
    steps: [
      ...holidaySteps(calendar),
      {
        name: 'days',
        of: {
          kind: 'select',
          columns: [
            { as: 'from_day', of: first(from) },
            { as: 'to_day', of: first(to) },
            { as: 'today', of: first(earlierOf(now, to)) },
          ],
        },
      },
    ],
    columns: [{ as: valueName, of: cast(elapsedShareSql(day('from_day'), day('to_day'), day('today'), calendar, dialect), 'number') }],
    from: { kind: 'step', name: 'days', as: 'days' },
  };
}
