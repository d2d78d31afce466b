/** Tables of the model: entities, dimensions, histories, rates and targets, as an administrator writes them. */
import * as z from 'zod/mini';
import { entityFields } from './fields';
import { parseLink } from './link';
import { column, coded, from, identifierProblem, number, strict, text, texts, time, where } from './scalars';
import type { EntityName, From, TimeColumn } from './types';

/** A dimension before it has its id. `label` is what people read. */
export type DimensionForm =
  | { readonly kind: 'column'; readonly column: string; readonly label?: string }
  | { readonly kind: 'join'; readonly table: From; readonly on: string; readonly key: string; readonly labelColumn?: string; readonly column?: string; readonly label?: string };

const dimensionWords =
  'a column, { "column", "label" }, or a join: { "join": table, "on": column here, "key": column there } with "label" (shown) or "column" (grouped by)';

const dimensionObject = strict(
  {
    column: z.optional(column),
    label: z.optional(text('a name')),
    join: z.optional(from),
    on: z.optional(column),
    key: z.optional(column),
  },
  { what: dimensionWords }
).check(
  z.superRefine(({ join, on, key, label, column: own }, issues) => {
    const missing = (path: string, message: string) => issues.addIssue({ code: 'custom', path: [path], message, ...coded('missing') });
    if (join === undefined) {
      if (own === undefined) {
        missing('column', 'missing: write the column, or a "join"');
      }
      if (on !== undefined || key !== undefined) {
        missing('join', 'missing: "on" and "key" belong to a join; write the table that is joined');
      }
      return;
    }
    if (on === undefined) {
      missing('on', 'missing: write the column of this entity that holds the key of the joined table');
    }
    if (key === undefined) {
      missing('key', 'missing: write the column of the joined table that "on" equals; it must be unique there');
    }
    if (label === undefined && own === undefined) {
      missing('label', 'missing: write the column of the joined table that is shown, or "column" to group by one');
    }
  })
);

/** With a join, `label` is a column of the joined table unless `column` is given too. */
export const dimension = z.union(
  [
    z.pipe(column, z.transform((name): DimensionForm => ({ kind: 'column', column: name }))),
    z.pipe(
      dimensionObject,
      z.transform(({ join, on = '', key = '', label, column: own }): DimensionForm => {
        if (join === undefined) {
          return { kind: 'column', column: own ?? '', label };
        }
        return own === undefined
          ? { kind: 'join', table: join, on, key, labelColumn: label }
          : { kind: 'join', table: join, on, key, column: own, label };
      })
    ),
  ],
  { error: () => undefined }
);

const outcome = strict(
  { column, won: texts('the values that mean won'), lost: texts('the values that mean lost') },
  { what: '{ "column", "won": [values], "lost": [values] }' }
).check(
  z.superRefine(({ won, lost }, issues) => {
    const both = won.filter((value) => lost.includes(value));
    if (won.length === 0) {
      issues.addIssue({ code: 'custom', path: ['won'], message: 'empty: list the values that mean won', ...coded('missing') });
    }
    if (both.length > 0) {
      issues.addIssue({ code: 'custom', path: ['lost'], message: `${JSON.stringify(both[0])} is both won and lost: keep it in one list`, ...coded('ambiguous') });
    }
  })
);

/** No column may name the host: a row's text would decide where people are sent. */
const link = text('an address').check(
  z.refine((url) => /^(https?:\/\/[^/\\?#$\s]+([/?#]|$)|\/(?![/\\]))/.test(url), {
    error: 'an address begins with https:// or http:// and a host, or with /; after that, ${column} stands for a column of the row',
    ...coded('bad-link'),
  }),
  z.refine((url) => parseLink(url).every((name) => identifierProblem(name) === undefined), {
    error: 'an address names a column that cannot be one: write ${column} with the name of a column of the row',
    ...coded('bad-link'),
  })
);

/** An entity after its shape is checked and before its dimensions have ids. */
export interface EntityForm {
  readonly from: From;
  readonly columns: Readonly<Record<string, string>>;
  readonly times: Readonly<Record<string, TimeColumn>>;
  readonly where: ReadonlyArray<readonly [string, string | number | boolean | null]>;
  readonly dimensions: Readonly<Record<string, DimensionForm>>;
  readonly outcome?: { readonly column: string; readonly won: readonly string[]; readonly lost: readonly string[] };
  readonly stageDates: Readonly<Record<string, TimeColumn>>;
  readonly link?: string;
}

/** Schema of one entity, from its list of fields. */
export function entitySchema(name: EntityName) {
  const { columns, times, required, isItem } = entityFields[name];
  const shapeOf = <Schema extends z.ZodMiniType>(fields: readonly string[], schema: Schema) =>
    Object.fromEntries(fields.map((field) => [field, required.includes(field) ? schema : z.optional(schema)]));
  const schema = strict(
    {
      from,
      ...shapeOf(columns, column),
      ...shapeOf(times, time),
      ...(isItem ? { outcome: z.optional(outcome), stageDates: z.optional(z.record(z.string(), time)), link: z.optional(link) } : {}),
      where: z.optional(where),
      dimensions: z.optional(z.record(z.string(), dimension)),
    },
    { what: `an object that maps the table of ${name}`, others: `put columns to group by under "dimensions"; the fields of ${name} are ${[...columns, ...times].join(', ')}` }
  );
  return z.pipe(
    schema,
    z.transform((of): EntityForm => {
      const given = of as unknown as Partial<EntityForm> & { from: From } & Readonly<Record<string, unknown>>;
      const pick = <Value>(fields: readonly string[]) =>
        Object.fromEntries(fields.flatMap((field) => (given[field] === undefined ? [] : [[field, given[field] as Value]])));
      return {
        from: given.from,
        columns: pick<string>(columns),
        times: pick<TimeColumn>(times),
        where: given.where ?? [],
        dimensions: given.dimensions ?? {},
        outcome: given.outcome,
        stageDates: given.stageDates ?? {},
        link: given.link,
      };
    })
  );
}

export const stageChange = strict(
  { from, item: column, to: column, at: time, seq: z.optional(column), where: z.optional(where) },
  { what: '{ "from", "item", "to", "at" }: a table with one row for each stage change' }
);

export const dealChange = strict(
  { from, item: column, at: time, field: column, old: column, new: column, seq: z.optional(column), where: z.optional(where) },
  { what: '{ "from", "item", "at", "field", "old", "new" }: a table with one row for each change of a field' }
);

/** The day from which a rate holds is a date; both forms are understood. */
const rateDay = z.union([column, z.pipe(strict({ column, is: z.literal('date') }, { what: 'a date column' }), z.transform((of) => of.column))]);
export const rate = strict({ from, currency: column, date: rateDay, rate: column }, { what: '{ "from", "currency", "date", "rate" }' });

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()], { error: () => 'write a text or a number' });
const targetRow = z.record(z.string(), cell, { error: () => 'a target is an object: { "metric", "period", "value" } and its dimensions' });
export const targetRows = strict({ rows: z.array(targetRow) }, { what: '{ "rows": [targets] }' });
export const targetTable = strict(
  { from, metric: column, period: column, value: column, currency: z.optional(column), dimensions: z.optional(z.record(z.string(), column)) },
  { what: '{ "from", "metric", "period", "value" }, or { "rows": [targets] }' }
);
export const targetValue = number('a number');
