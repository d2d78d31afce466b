/** Asks the plugin and the reference the same question, and lists where their answers differ. */
import { compile } from '../../src/compile';
import { duckdb } from '../../src/dialects/duckdb';
import type { SalesModel } from '../../src/model/types';
import { planQuery } from '../../src/plan/planQuery';
import type { FunnelQuery, MetricsQuery, Range, SalesQuery } from '../../src/plan/query';
import { assemble } from '../../src/result/assemble';
import type { Result } from '../../src/result/Result';
import { print } from '../../src/sql/print';
import { SalesError } from '../../src/sql/SalesError';
import type { Engine } from '../engines/engines';
import { referenceFunnel, type FunnelAnswer } from './funnel';
import { groupKey } from './groups';
import { referenceMetric, type MetricAnswer } from './metrics';
import { Unavailable, type Tables } from './rows';

/** A question to one database. `parsed` is the plugin's reading of the model, `model` the reference's. */
export interface Question<Query extends SalesQuery> {
  readonly query: Query;
  readonly model: SalesModel;
  readonly parsed: SalesModel;
  readonly tables: Tables;
  readonly range: Range;
}

/** One number that differs: `won_deals 2026-03-01 ["West"]: 3, reference 4`. */
export type Difference = string;

export async function ask(engine: Engine, { query, parsed, range }: Question<SalesQuery>): Promise<Result> {
  const plan = planQuery(query, parsed, range);
  const answers: Record<string, Array<Record<string, unknown>>> = {};
  for (const { id, select } of compile(plan, engine.dialect)) {
    const sql = print(select, engine.dialect);
    try {
      answers[id] = await engine.run(sql);
    } catch (error) {
      throw new Error(`${engine.id}: ${(error as Error).message}\n${sql}`);
    }
  }
  return assemble(plan, answers);
}

/** `answered`, or why not: the plugin and the reference refuse with errors of their own, and anything else is a bug. */
function reason(of: () => unknown): string {
  try {
    of();
    return 'answered';
  } catch (error) {
    if (error instanceof Unavailable || error instanceof SalesError) {
      return `refused (${error.message})`;
    }
    throw error;
  }
}

/** Whether the plugin can answer; the same for every database. */
const planned = ({ query, parsed, range }: Question<SalesQuery>): string => reason(() => compile(planQuery(query, parsed, range), duckdb));

/** Sums of the same numbers in another order differ by as little. */
export function isClose(a: number | null, b: number | null): boolean {
  if (a === null || b === null) {
    return a === b;
  }
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}

/** The columns of one metric by bucket and group. */
function readMetric(result: Result, id: string, by: readonly string[]): MetricAnswer {
  const of = (name: string) => result.columns.find((column) => column.name === name);
  const time = result.columns.find(({ role }) => role === 'time');
  const metric = of(id);
  if (!metric) {
    throw new Error(`no column ${id} in ${result.columns.map(({ name }) => name).join(', ')}`);
  }
  const answer: MetricAnswer = new Map();
  for (let row = 0; row < result.length; row++) {
    const bucket = String(time?.values[row] ?? '');
    const group = groupKey(by.map((name) => of(name)!.keys?.[row] ?? null));
    const groups = answer.get(bucket) ?? new Map<string, number | null>();
    if (groups.has(group)) {
      throw new Error(`two rows of ${bucket} ${group}`);
    }
    groups.set(group, (metric.values[row] ?? null) as number | null);
    answer.set(bucket, groups);
  }
  return answer;
}

/** A group that one side leaves out has no rows, so the other must say 0 or NULL. */
function compareMetric(id: string, got: MetricAnswer, wanted: MetricAnswer): Difference[] {
  const found: Difference[] = [];
  for (const bucket of new Set([...got.keys(), ...wanted.keys()])) {
    const ours = got.get(bucket) ?? new Map<string, number | null>();
    const theirs = wanted.get(bucket) ?? new Map<string, number | null>();
    for (const group of new Set([...ours.keys(), ...theirs.keys()])) {
      const a = ours.get(group);
      const b = theirs.get(group);
      const same = a === undefined ? !b : b === undefined ? !a : isClose(a, b);
      if (!same) {
        found.push(`${id} ${bucket} ${group}: ${a ?? (a === undefined ? 'no row' : 'NULL')}, reference ${b ?? (b === undefined ? 'no row' : 'NULL')}`);
      }
    }
  }
  return found;
}

/** What the reference answers to each metric, and where the two disagree whether there is an answer. */
export function expectMetrics(question: Question<MetricsQuery>): { wanted: Map<string, MetricAnswer>; differences: Difference[] } {
  const wanted = new Map<string, MetricAnswer>();
  const differences: Difference[] = [];
  for (const id of question.query.metrics) {
    let answer: MetricAnswer | undefined;
    const theirs = reason(() => (answer = referenceMetric(id, { ...question.query, ...question })));
    const ours = planned({ ...question, query: { ...question.query, metrics: [id] } });
    if (ours === 'answered' && answer) {
      wanted.set(id, answer);
    } else if (ours === 'answered' || answer) {
      differences.push(`${id}: ${ours}, reference ${theirs}`);
    }
  }
  return { wanted, differences };
}

/** One question for all metrics that the reference answered. */
export async function compareMetrics(engine: Engine, question: Question<MetricsQuery>, wanted: ReadonlyMap<string, MetricAnswer>): Promise<Difference[]> {
  if (wanted.size === 0) {
    return [];
  }
  const result = await ask(engine, { ...question, query: { ...question.query, metrics: [...wanted.keys()] } });
  return [...wanted].flatMap(([id, answer]) => compareMetric(id, readMetric(result, id, question.query.by ?? []), answer));
}

/** The rows of one group, or of the whole funnel. */
function compareFunnelRows(result: Result, rows: readonly number[], wanted: NonNullable<ReturnType<FunnelAnswer['get']>>, group: string): Difference[] {
  const found: Difference[] = [];
  const value = (name: string, row: number): number | null => {
    const column = result.columns.find((one) => one.name === name);
    if (!column) {
      throw new Error(`no column ${name} in ${result.columns.map((one) => one.name).join(', ')}`);
    }
    return (column.values[row] ?? null) as number | null;
  };
  if (rows.length !== wanted.length) {
    return [`${group}: ${rows.length} steps, reference ${wanted.length}`];
  }
  const has = (name: string): boolean => result.columns.some((one) => one.name === name);
  rows.forEach((row, i) => {
    const expected = wanted[i]!;
    const check = (name: string, b: number | null): void => {
      const a = value(name, row);
      if (!isClose(a, b)) {
        found.push(`${group} ${expected.stage} ${name}: ${a ?? 'NULL'}, reference ${b ?? 'NULL'}`);
      }
    };
    check('reached', expected.reached);
    check('step_conversion', expected.stepConversion?.value ?? null);
    check('cumulative_conversion', expected.cumulativeConversion.value);
    check('drop_off', expected.dropOff);
    if (has('value')) {
      check('value', expected.value);
    }
    if (has('drop_off_rate')) {
      check('drop_off_rate', expected.dropOffRate?.value ?? null);
    }
    check('step_days_p50', expected.stepDaysP50);
    check('step_days_p90', expected.stepDaysP90);
  });
  return found;
}

export async function compareFunnel(engine: Engine, question: Question<FunnelQuery>): Promise<Difference[]> {
  const { query } = question;
  const ours = planned(question);
  const theirs = reason(() => referenceFunnel(query, question));
  if (ours !== 'answered' || theirs !== 'answered') {
    return ours === 'answered' || theirs === 'answered' ? [`${ours}, reference ${theirs}`] : [];
  }
  const result = await ask(engine, question);
  const wanted = referenceFunnel(query, question);
  const by = query.by === undefined ? undefined : result.columns.find(({ name }) => name === query.by);
  const groups = new Map<string, number[]>();
  for (let row = 0; row < result.length; row++) {
    const group = groupKey(query.by === undefined ? [] : [by?.keys?.[row] ?? null]);
    groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  const found: Difference[] = [];
  for (const group of new Set([...groups.keys(), ...wanted.keys()])) {
    const rows = groups.get(group);
    const expected = wanted.get(group);
    if (rows && expected) {
      found.push(...compareFunnelRows(result, rows, expected, group));
    } else if (expected?.some(({ reached }) => reached > 0)) {
      found.push(`${group}: no rows, reference ${expected.map(({ reached }) => reached).join(' ')}`);
    } else if (rows && rows.some((row) => result.columns.find(({ name }) => name === 'reached')!.values[row] !== 0)) {
      found.push(`${group}: rows that the reference does not have`);
    }
  }
  return found;
}
