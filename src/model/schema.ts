/**
 * The model as it is written (docs/model.md), section by section: parse.ts reads each on its own, so that one
 * mistake does not hide another, and jsonSchema.ts puts them together.
 */
import * as z from 'zod/mini';
import { dealChange, entitySchema, rate, stageChange, targetRows, targetTable } from './entitySchema';
import { entityNames } from './fields';
import { coded, number, oneOf, strict, text, texts, zone } from './scalars';
import type { EntityName } from './types';

const isDay = (day: string): boolean => {
  const at = new Date(`${day}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
};

const calendar = strict(
  {
    timeZone: z._default(zone, 'UTC'),
    weekStart: z._default(oneOf(['monday', 'sunday', 'saturday']), 'monday'),
    fiscalYearStart: z._default(number('a month, 1 to 12', { min: 1, max: 12, whole: true }), 1),
    holidays: z._default(
      z.array(text('a day').check(z.refine(isDay, { error: 'not a day: write it as 2026-12-25', ...coded('bad-day') }))),
      []
    ),
  },
  { what: '{ "timeZone", "weekStart", "fiscalYearStart", "holidays" }' }
);

const days = number('a number of days above 0', { min: Number.MIN_VALUE });

const stage = strict(
  {
    id: text('the id of the stage, as the column holds it'),
    label: z.optional(text('a name')),
    kind: z._default(oneOf(['open', 'won', 'lost']), 'open'),
    probability: z.optional(number('a fraction from 0 to 1, such as 0.25 for 25 %', { min: 0, max: 1 })),
  },
  { what: 'a stage: { "id", "label", "kind", "probability" }' }
);

export const pipeline = strict(
  {
    id: text('the id of the pipeline'),
    of: z._default(oneOf(['deal', 'lead']), 'deal'),
    label: z.optional(text('a name')),
    stages: z.array(stage, { error: () => 'missing: list the stages in order, each { "id", "label", "kind" }' }),
  },
  { what: 'a pipeline: { "id", "of", "label", "stages" }' }
);

export const customMetric = strict(
  {
    id: text('the id of the metric').check(
      z.refine((id) => /^[A-Za-z][A-Za-z0-9_]*$/.test(id), {
        error: 'an id has letters, digits and _, and begins with a letter',
        ...coded('bad-id'),
      })
    ),
    label: z.optional(text('a name')),
    formula: text('a formula such as won_deals / closed_deals'),
    unit: z._default(oneOf(['count', 'percent', 'money', 'days', 'hours', 'ratio', 'moneyPerDay', 'score']), 'ratio'),
    direction: z._default(oneOf(['up', 'down', 'neutral']), 'neutral'),
    description: z._default(z.string(), ''),
  },
  { what: 'a metric: { "id", "label", "formula", "unit", "direction" }' }
);

const stalledAfter = z.union([days, z.record(z.string(), z.union([days, z.record(z.string(), days)]))], {
  error: () => 'write a number of days, or { "default": 30 } with other stages by their id',
});

/** Everything beside pipelines, metrics and entities, which are read one by one. */
export const settings = {
  version: z.optional(number('the version 1')),
  preset: z.optional(text('the id of a preset')),
  calendar,
  currency: text('a currency').check(
    z.refine((code) => /^[A-Z]{3}$/.test(code), { error: 'not a currency: write its code in capitals, such as EUR', ...coded('bad-currency') })
  ),
  horizon: strict({ lead: z._default(days, 90), deal: z._default(days, 180) }, { what: '{ "lead": days, "deal": days }' }),
  minSample: number('a whole number from 1', { min: 1, whole: true }),
  stalledAfter,
  contactFields: texts('columns of the lead'),
  benchmarks: z.record(z.string(), number('a number')),
  ids: oneOf(['native', 'text', 'growing']),
  records: strict({ personalData: z._default(z.boolean(), false) }, { what: '{ "personalData": true or false }' }),
};

export const entities = Object.fromEntries(entityNames.map((name) => [name, entitySchema(name)])) as Readonly<
  Record<EntityName, ReturnType<typeof entitySchema>>
>;

export const histories = { stageChange, leadStageChange: stageChange };
export const references = { dealChange, rate };

/** Keys of `entities` in the input. */
export const entityKeys: readonly string[] = [...entityNames, ...Object.keys(histories), ...Object.keys(references), 'target'];

const optional = <Shape extends Record<string, z.ZodMiniType>>(shape: Shape) =>
  Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, z.optional(schema)]));

/** The whole, for the JSON schema and for the list of its keys. */
export const modelSchema = strict(
  {
    ...optional(settings),
    metrics: z.optional(z.array(customMetric)),
    pipelines: z.optional(z.array(pipeline)),
    entities: z.optional(
      strict(
        { ...optional(entities), ...optional(histories), ...optional(references), target: z.optional(z.union([targetRows, targetTable])) },
        { what: 'an object of tables' }
      )
    ),
  },
  { what: 'a model' }
);
