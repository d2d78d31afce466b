/**
 * What an administrator wrote → the model that everything else reads, or all that is wrong with it at once. A preset
 * is filled in first, then each section is read on its own, then what sections owe each other is checked.
 */
import type * as z from 'zod/mini';
import { didYouMean } from '../sql/nearest';
import { SalesError } from '../sql/SalesError';
import { readCustomMetrics } from './customMetrics';
import { checkItems, readTables, unknownStage, type Tables } from './entities';
import { hashOf } from './hash';
import { isObject, mergeInput } from './mergeInput';
import { readPipelines } from './pipelines';
import { presets } from './presets';
import { Problems, type Problem } from './problems';
import { modelSchema, settings } from './schema';
import { readTargets } from './targets';
import type { Pipeline, SalesModel } from './types';

export type { Problem } from './problems';

type Json = Readonly<Record<string, unknown>>;

/** Never throws; the problems are in the order in which the model is read. */
export function parseModel(input: unknown): { readonly model: SalesModel } | { readonly problems: readonly Problem[] } {
  const problems = new Problems();
  if (!isObject(input)) {
    problems.add('wrong-type', [], 'a model is an object: { "version": 1, "preset": "generic", "entities": { … } }');
    return { problems: problems.list };
  }
  const preset = typeof input['preset'] === 'string' ? input['preset'] : 'generic';
  const model = readModel(filledIn(input, preset, problems), preset, problems);
  return problems.list.length > 0 ? { problems: problems.list } : { model: { ...model, hash: hashOf(model) } };
}

/** @throws SalesError `model/invalid` with every problem on a line of its own */
export function parseModelOrThrow(input: unknown): SalesModel {
  const parsed = parseModel(input);
  if ('model' in parsed) {
    return parsed.model;
  }
  const lines = parsed.problems.map(({ path, message }) => (path ? `${path}: ${message}` : message));
  const [first] = parsed.problems;
  throw new SalesError('model/invalid', lines.length === 1 ? lines[0]! : `the model has ${lines.length} problems:\n${lines.join('\n')}`, {
    model: first?.path,
  });
}

function filledIn(input: Json, preset: string, problems: Problems): Json {
  const found = presets.find(({ id }) => id === preset);
  if (!found) {
    const ids = presets.map(({ id }) => id);
    problems.add('unknown-preset', ['preset'], `unknown preset "${preset}"${didYouMean(preset, ids) || `: use ${ids.join(', ')}`}`);
  }
  return mergeInput(found?.model ?? {}, input);
}

function readModel(input: Json, preset: string, problems: Problems): Omit<SalesModel, 'hash'> {
  checkKeys(input, problems);
  const version = input['version'] === undefined ? 1 : problems.read(settings.version, input['version'], ['version']);
  if (version !== undefined && version !== 1) {
    const isNewer = version > 1;
    problems.add(isNewer ? 'newer-version' : 'bad-version', ['version'], isNewer ? `the model is of version ${version}, this plugin knows 1: update the plugin` : 'the version is 1');
  }
  const read = <Schema extends z.ZodMiniType>(key: keyof typeof settings, schema: Schema, otherwise: z.output<Schema>): z.output<Schema> =>
    input[key] === undefined ? otherwise : (problems.read(schema, input[key], [key]) ?? otherwise);
  const calendar = read('calendar', settings.calendar, { timeZone: 'UTC', weekStart: 'monday', fiscalYearStart: 1, holidays: [] });
  const currency = read('currency', settings.currency, 'USD');
  const pipelines = readPipelines(input['pipelines'], problems);
  const tables = readTables(input['entities'], problems);
  const isWhole = problems.list.length === 0;
  checkItems(tables, pipelines, input['entities'], problems);
  const target = isObject(input['entities']) ? input['entities']['target'] : undefined;
  const targets = target === undefined ? undefined : readTargets(target, { calendar, currency, dimensions: isWhole ? dimensionIds(tables) : undefined }, problems);
  return {
    version: 1,
    preset,
    calendar,
    currency,
    horizon: read('horizon', settings.horizon, { lead: 90, deal: 180 }),
    minSample: read('minSample', settings.minSample, 30),
    stalledAfter: readStalledAfter(read('stalledAfter', settings.stalledAfter, 30), pipelines, problems),
    contactFields: contactColumns(input['contactFields'] === undefined ? undefined : read('contactFields', settings.contactFields, []), tables),
    benchmarks: read('benchmarks', settings.benchmarks, {}),
    metrics: readCustomMetrics(input['metrics'], problems),
    pipelines,
    ...tables,
    targets,
    ids: read('ids', settings.ids, 'native'),
    records: read('records', settings.records, { personalData: false }),
  };
}

function checkKeys(input: Json, problems: Problems): void {
  const known = Object.keys(modelSchema.shape);
  Object.keys(input)
    .filter((key) => !known.includes(key))
    .forEach((key) => problems.add('unknown-key', [key], `unknown key${didYouMean(key, known) || `: a model has ${known.join(', ')}`}`));
}

const dimensionIds = ({ entities }: Tables): string[] => [...new Set(Object.values(entities).flatMap((entity) => Object.keys(entity.dimensions)))];

type StalledForm = z.output<typeof settings.stalledAfter>;

/** One number, or `default` and stages by id, with or without `stages` around them. */
function readStalledAfter(form: StalledForm, pipelines: readonly Pipeline[], problems: Problems): SalesModel['stalledAfter'] {
  if (typeof form === 'number') {
    return { default: form, stages: {} };
  }
  const { default: otherwise = 30, ...rest } = form;
  const stages = Object.fromEntries(Object.entries(rest).flatMap(([id, days]) => (typeof days === 'number' ? [[id, days] as const] : Object.entries(days))));
  const known = pipelines.flatMap((pipeline) => pipeline.stages.map(({ id }) => id));
  Object.keys(stages)
    .filter((id) => !known.includes(id))
    .forEach((id) => problems.add('unknown-stage', ['stalledAfter', id], unknownStage(id, known)));
  return { default: typeof otherwise === 'number' ? otherwise : 30, stages };
}

/** Columns of the lead: mapped fields are given by name, and are the default. */
function contactColumns(names: readonly string[] | undefined, { entities }: Tables): readonly string[] {
  const columns = entities.lead?.columns ?? {};
  return (names ?? ['name', 'email', 'phone'].filter((name) => columns[name] !== undefined)).map((name) => columns[name] ?? name);
}
