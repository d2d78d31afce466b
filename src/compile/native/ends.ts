import type { Calendar } from '../../model/types';
import { rangeEnd, type Instant } from '../../plan/Moment';
import type { RelativeWindow } from '../../plan/native';
import { makeStretch } from '../../plan/stretch';
import { binary, call, cast, instant, literal } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Select, Sql } from '../../sql/tree';
import { instantOf } from '../moment';
import { valueName } from './Output';

/** First and last millisecond of a window at a rule's evaluation, since 1970: one row with one number for each. */
export function compileEnds(window: RelativeWindow, calendar: Calendar, dialect: Dialect): { readonly from: Select; readonly to: Select } {
  const { from, to } = makeStretch(window, rangeEnd, false, calendar);
  const milliseconds = (at: Instant): Sql => call('ROUND', binary(dialect.seconds(instant(new Date(0).toISOString()), instantOf(at, dialect)), '*', literal(1000)));
  const answer = (of: Sql): Select => ({ kind: 'select', columns: [{ as: valueName, of: cast(of, 'number') }] });
  return { from: answer(milliseconds(from)), to: answer(binary(milliseconds(to), '-', literal(1))) };
}
