/**
 * The small parts of a model's schema. Each accepts what provisioning makes of a text (`2026` becomes a number, `true`
 * a boolean) and gives back what types.ts wants; each refusal says what would do.
 */
import * as z from 'zod/mini';
import { didYouMean } from '../sql/nearest';
import { SalesError } from '../sql/SalesError';
import { checkIdentifier } from '../sql/text';
import type { From, TimeColumn } from './types';

/** Code of a problem that a refinement finds. */
export const coded = (code: string) => ({ params: { code: `model/${code}` } });
const shown = (value: unknown): string => JSON.stringify(value) ?? 'nothing';
const wants = (what: string) => (issue: { readonly input?: unknown }) =>
  issue.input === undefined ? `missing: write ${what}` : `${shown(issue.input)} cannot stand here: write ${what}`;

/** An object with these keys and no others; the message has one line for each unknown key (problems.ts). */
export function strict<Shape extends z.core.$ZodShape>(shape: Shape, options: { readonly what: string; readonly others?: string }) {
  const keys = Object.keys(shape);
  const explain = (key: string): string => {
    const remedy = didYouMean(key, keys);
    return remedy === '' ? `unknown key: ${options.others ?? `${options.what} has ${keys.join(', ')}`}` : `unknown key${remedy}`;
  };
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? issue.keys.map(explain).join('\n') : wants(options.what)(issue)),
  });
}

export const text = (what: string) =>
  z.pipe(
    z.pipe(z.union([z.string(), z.number(), z.boolean()], { error: wants(what) }), z.transform(String)),
    z.string().check(z.refine((value) => value.trim() !== '', { error: `empty: write ${what}`, ...coded('missing') }))
  );

/** A list; one value alone is a list of one. */
export const texts = (what: string) =>
  z.pipe(z.union([z.array(text(what)), text(what)], { error: wants(`a list of ${what}`) }), z.transform((of) => (Array.isArray(of) ? of : [of])));

interface Bounds {
  readonly min?: number;
  readonly max?: number;
  readonly whole?: boolean;
}

export const number = (what: string, { min = -Infinity, max = Infinity, whole = false }: Bounds = {}) =>
  z.pipe(
    z.pipe(
      z.union([z.number(), z.string().check(z.regex(/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i))], { error: wants(what) }),
      z.transform(Number)
    ),
    z.number().check(
      z.refine((of) => of >= min && of <= max && (!whole || Number.isInteger(of)), {
        error: (issue) => `${shown(issue.input)} is out of range: write ${what}`,
        ...coded('out-of-range'),
      })
    )
  );

export const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, {
    error: ({ input }) => {
      const remedy = typeof input === 'string' ? didYouMean(input, values) : '';
      return remedy === '' ? wants(`one of ${values.join(', ')}`)({ input }) : `${shown(input)} is unknown${remedy}`;
    },
  });

export function identifierProblem(name: string): string | undefined {
  try {
    checkIdentifier(name);
    return undefined;
  } catch (error) {
    return error instanceof SalesError ? error.message : String(error);
  }
}

const identifier = z.string().check(
  z.refine((name) => identifierProblem(name) === undefined, {
    error: (issue) => identifierProblem(String(issue.input)),
    ...coded('bad-identifier'),
  })
);

/** Name of a column; quoted when printed, and refused where quoting would not hold. */
export const column = z.pipe(text('the name of a column'), identifier);

const table = z.pipe(
  z.pipe(text('a table'), z.transform((path) => path.split('.'))),
  z.pipe(z.array(identifier), z.transform((path): From => ({ table: path })))
);
const query = z.pipe(
  strict({ sql: text('a SELECT statement') }, { what: 'a table such as "crm.deals", or { "sql": "select …" }' }),
  z.transform(({ sql }): From => ({ sql: sql.trim().replace(/;\s*$/, '') }))
);
export const from = z.union([table, query], { error: wants('a table such as "crm.deals", or { "sql": "select …" }') });

/** The zone's own spelling, or undefined when there is no such zone. */
export function zoneName(zone: string): string | undefined {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions();
    // Links such as Asia/Calcutta stay as they were written; offsets such as +02:00 are not zones.
    return /^[A-Za-z]/.test(zone) ? (timeZone.toLowerCase() === zone.toLowerCase() ? timeZone : zone) : undefined;
  } catch {
    return undefined;
  }
}

export const zone = z.pipe(
  text('a time zone such as Europe/Berlin').check(
    z.refine((name) => zoneName(name) !== undefined, {
      error: ({ input }) =>
        `unknown time zone ${shown(input)}${didYouMean(String(input), Intl.supportedValuesOf('timeZone')) || ': use an IANA name such as Europe/Berlin or UTC'}`,
      ...coded('unknown-zone'),
    })
  ),
  z.transform((name) => zoneName(name) ?? name)
);

const howStored = 'a column and how it is stored: { "column": "created_at", "is": "instant" }, or "is": "date", or "is": "local" with a "zone"';
export const time = z.pipe(
  strict(
    { column, is: oneOf(['instant', 'local', 'date']), zone: z.optional(zone), nullable: z.optional(z.boolean()) },
    { what: howStored }
  ).check(
    z.refine((of) => of.is !== 'local' || of.zone !== undefined, {
      error: 'missing: a local time is wall-clock time in a zone; say which, such as "zone": "UTC"',
      path: ['zone'],
      ...coded('missing'),
    })
  ),
  z.transform(({ column: name, is, zone: where = '', nullable = false }): TimeColumn =>
    is === 'local' ? { column: name, is, zone: where, nullable } : { column: name, is, nullable }
  )
);

/** Column → the value that rows which exist for us have. */
export const where = z.pipe(
  z.record(identifier, z.union([z.string(), z.number(), z.boolean(), z.null()], { error: wants('a text, a number, true, false or null') }), {
    error: wants('an object such as { "deleted": false }'),
  }),
  z.transform((of) => Object.entries(of))
);

