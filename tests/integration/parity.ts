/** The native form beside the panel: one question asked both ways, and where the answers differ. */
import { compile } from '../../src/compile';
import { compileNative } from '../../src/compile/native';
import { duckdb } from '../../src/dialects/duckdb';
import { bucketLabel } from '../../src/frames/bucketLabel';
import { availability } from '../../src/metrics/catalogue';
import { metricIds } from '../../src/metrics/resolve';
import { addDays, addMonths, dayNumber, dayOf, startOfDay, startOfUnit } from '../../src/model/calendar';
import type { SalesModel } from '../../src/model/types';
import { expandMacros } from '../../src/native/grafana/macros';
import { isKnown, type Instant } from '../../src/plan/Moment';
import { planNative, type NativeOptions, type NativePlan, type RelativeWindow } from '../../src/plan/native';
import { planQuery } from '../../src/plan/planQuery';
import type { FunnelQuery, MetricsQuery, Range } from '../../src/plan/query';
import { previousRange, shiftInstant } from '../../src/plan/windows';
import { assemble } from '../../src/result/assemble';
import type { Result } from '../../src/result/Result';
import { print } from '../../src/sql/print';
import { SalesError } from '../../src/sql/SalesError';
import type { Engine, Row } from '../engines/engines';
import { isClose } from '../reference/compare';

/** A moment worked out with the calendar of the panels; `range.to` is Grafana's inclusive end plus a millisecond. */
export function resolve(at: Instant, range: { from: Date; to: Date }): Date {
  if (isKnown(at)) {
    return at;
  }
  switch (at.moment) {
    case 'rangeStart':
      return range.from;
    case 'rangeEnd':
    case 'clock':
      return range.to;
    case 'startOf':
      return startOfDay(startOfUnit(dayOf(resolve(at.of, range), at.calendar.timeZone), at.grain, at.calendar), at.calendar.timeZone);
    case 'shift':
      return shiftInstant(resolve(at.of, range), (day) => addDays(addMonths(day, at.months ?? 0), at.days ?? 0), at.zone);
    case 'sameElapsed': {
      const [start, origin] = [at.start, at.origin].map((one) => dayNumber(dayOf(resolve(one, range), at.zone))) as [number, number];
      return shiftInstant(resolve(at.of, range), (day) => addDays(day, start - origin), at.zone);
    }
    case 'mirrored':
      return new Date(2 * resolve(at.of, range).getTime() - resolve(at.until, range).getTime());
    case 'ago':
      return new Date(resolve(at.of, range).getTime() - at.days * 86_400_000);
    case 'earlier':
      return new Date(Math.min(...at.of.map((one) => resolve(one, range).getTime())));
    case 'ofDay':
      throw new Error('an instant of a history, which differs by the day');
  }
}

export interface Asked {
  readonly query: MetricsQuery | FunnelQuery;
  readonly model: SalesModel;
  readonly window: RelativeWindow;
  /** Grafana's inclusive ends; a rule is evaluated at the later one. */
  readonly from: Date;
  readonly to: Date;
}

/** The range of the panel that shows what a rule would. */
export function panelRange(native: NativePlan, { from, to }: Pick<Asked, 'from' | 'to'>): Range {
  const ends = { from, to: new Date(to.getTime() + 1) };
  const { range } = native.plan;
  return { from: resolve(range.from, ends), to: resolve(range.to, ends), now: ends.to };
}

export async function askPanel(engine: Engine, query: MetricsQuery | FunnelQuery, model: SalesModel, range: Range): Promise<Result> {
  const plan = planQuery(query, model, range);
  const answers: Record<string, Row[]> = {};
  for (const { id, select } of compile(plan, engine.dialect)) {
    answers[id] = await engine.run(print(select, engine.dialect));
  }
  return assemble(plan, answers);
}

export function nativeSql(asked: Asked, engine: Engine, output: Parameters<typeof compileNative>[2], options: Partial<NativeOptions> = {}): string {
  const native = planNative(asked.query, asked.model, { window: asked.window, clock: 'range-end', ...options });
  return expandMacros(print(compileNative(native, engine.dialect, output), engine.dialect), asked);
}

export async function askNative(engine: Engine, asked: Asked, output: Parameters<typeof compileNative>[2], options: Partial<NativeOptions> = {}): Promise<Row[]> {
  const sql = nativeSql(asked, engine, output, options);
  try {
    return await engine.run(sql);
  } catch (error) {
    throw new Error(`${engine.id}: ${(error as Error).message}\n${sql}`);
  }
}

/** `win_rate.low West: 0.3, native 0.4`; rows are matched by their labels, columns by their names. */
export function differences(result: Result, rows: readonly Row[], { calendar }: SalesModel, skip: (column: string) => boolean = () => false): string[] {
  const labels = result.columns.filter(({ role }) => role === 'dimension' || role === 'stage');
  const values = result.columns.filter(({ role, name }) => (role === 'metric' || role === 'evidence') && !skip(name));
  const time = result.columns.find(({ role }) => role === 'time');
  const keyOf = (of: (name: string) => unknown, bucket: (day: string) => string): string =>
    JSON.stringify([...(time ? [bucket(String(of('time')))] : []), ...labels.map(({ name }) => of(name))]);
  const native = new Map(rows.map((row) => [keyOf((name) => row[name === 'time' ? 'bucket' : name], String), row]));
  const found: string[] = [];
  if (native.size !== rows.length) {
    found.push('two native rows have the same labels');
  }
  const seen = new Set<string>();
  for (let at = 0; at < result.length; at++) {
    const key = keyOf((name) => result.columns.find((column) => column.name === name)!.values[at], (day) => bucketLabel(day, result.grain, calendar));
    const row = native.get(key);
    seen.add(key);
    if (!row) {
      found.push(`${key}: not in the native answer`);
      continue;
    }
    for (const { name, values: own } of values) {
      const [panel, other] = [own[at]!, row[name]];
      if (!(name in row) && own.every((value) => value === null)) {
        continue;
      }
      if (!(name in row)) {
        found.push(`${name}: not a native column`);
      } else if (typeof panel === 'boolean' || typeof other === 'boolean') {
        // Alert rules take numbers only.
        if (Number(panel) !== Number(other)) {
          found.push(`${name} ${key}: ${String(panel)}, native ${String(other)}`);
        }
      } else if (!isClose(panel as number | null, other === undefined ? null : (other as number | null))) {
        found.push(`${name} ${key}: ${String(panel)}, native ${String(other)}`);
      }
    }
  }
  return [...found, ...[...native.keys()].filter((key) => !seen.has(key)).map((key) => `${key}: only in the native answer`)];
}

export const available = (model: SalesModel): readonly string[] => metricIds(model).filter((id) => !availability(id, model).missing);

/** The metrics that can be asked for together with the rest of the query. */
export function askable(query: MetricsQuery, ids: readonly string[], model: SalesModel, window: RelativeWindow): readonly string[] {
  return ids.filter((id) => {
    try {
      compileNative(planNative({ ...query, metrics: [id] }, model, { window, clock: 'range-end' }), duckdb, { kind: 'table' });
      return true;
    } catch (error) {
      if (error instanceof SalesError) {
        return false;
      }
      throw error;
    }
  });
}

/** Whether the panel compares with the stretch that the rule does: whole days may be whole months by chance. */
export function comparesAlike(native: NativePlan, asked: Asked): boolean {
  if (native.kind !== 'metrics' || native.plan.windows.length < 2) {
    return true;
  }
  const range = panelRange(native, asked);
  const { query, model } = native.plan;
  const panel = previousRange(range, query.grain, query.compare ?? 'previous-period', model.calendar);
  const before = native.plan.windows[1]!;
  const ends = { from: asked.from, to: new Date(asked.to.getTime() + 1) };
  return panel.from.getTime() === resolve(before.from, ends).getTime() && panel.to.getTime() === resolve(before.to, ends).getTime();
}
