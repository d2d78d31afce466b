/** Text that shows as nothing, once for the labels that TypeScript writes and once for those of the database. */
import { binary, call, literal } from '../sql/build';
import type { Sql } from '../sql/tree';

/** What a group is called whose value is blank text. */
export const blankValue = '(empty)';

/** White space as people and spreadsheets type it: space, tab, line feed, carriage return, no-break space. */
const spaces: readonly number[] = [32, 9, 10, 13, 160];

/** Whether a text is nothing but such white space, or has no sign at all. */
export const isBlankText = (text: string): boolean => [...text].every((sign) => spaces.includes(sign.codePointAt(0)!));

/** Whether a text is one of the values of a filter, of which `(empty)` means every blank one. */
export const isAmong = (text: string, values: readonly string[]): boolean => values.includes(text) || (values.includes(blankValue) && isBlankText(text));

/** By code: a carriage return within a statement would not outlive a YAML file. */
const spacesSql: Sql = { kind: 'template', parts: [`' '${spaces.slice(1).map((code) => ` || CHR(${code})`).join('')}`], holes: [] };

/** The same of a text in a statement; NULL of NULL. */
export const isBlank = (of: Sql): Sql => binary(call('TRIM', of, spacesSql), '=', literal(''));
