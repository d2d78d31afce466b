/** The days of a history as readings join them: an instant of each day, as each kind of time column needs it. */
import { column } from '../../sql/build';
import type { Sql } from '../../sql/tree';

/** Alias of the step of days in a reading; no entity and no dimension is called so. */
export const ruleDay = 'rule_day';

export const instantOfDay = (name: string): Sql => column(name, ruleDay);

/** The local day on which it falls. */
export const dateOfDay = (name: string): Sql => column(dateName(name), ruleDay);

/** The first local day that begins at it or later. */
export const boundOfDay = (name: string): Sql => column(boundName(name), ruleDay);

export const dateName = (name: string): string => `${name}_day`;
export const boundName = (name: string): string => `${name}_bound`;
