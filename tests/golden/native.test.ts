/** The native statements that people review: one file a question, with Grafana's macros still in it; each is also run. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compileNative, type Output } from '../../src/compile/native';
import { expandMacros } from '../../src/native/grafana/macros';
import { planNative, type NativeOptions } from '../../src/plan/native';
import type { FunnelQuery, MetricsQuery } from '../../src/plan/query';
import { print } from '../../src/sql/print';
import { engineIds, openEngine, type Engine } from '../engines/engines';
import { models, tables } from './model';

const isWriting = process.env.GOLDEN === 'write';
const asked = { refId: 'A', schemaVersion: 1 };
const metrics = (ids: string, rest: Partial<MetricsQuery> = {}): MetricsQuery => ({ ...asked, type: 'metrics', metrics: ids.split(' '), ...rest });
const funnel = (rest: Partial<FunnelQuery> = {}): FunnelQuery => ({ ...asked, type: 'funnel', ...rest });
const number = (column: string, z?: number, keyed?: boolean): Output => ({ kind: 'number', column, ...(z ? { z } : {}), ...(keyed ? { keyed } : {}) });
const rule: NativeOptions = { window: { kind: 'lastDays', days: 90 }, clock: 'range-end' };
const board: NativeOptions = { window: { kind: 'range' }, clock: 'database' };

const questions: Readonly<Record<string, readonly [MetricsQuery | FunnelQuery, NativeOptions, Output]>> = {
  'win rate of 90 days': [metrics('win_rate'), rule, number('win_rate')],
  'upper bound by owner': [metrics('win_rate', { by: ['owner'] }), rule, number('win_rate.high', 3)],
  'owners by name and key': [metrics('won_deals', { by: ['owner'] }), rule, number('won_deals', undefined, true)],
  'leads of silent regions': [metrics('leads_created', { by: ['region'] }), { ...rule, window: { kind: 'lastDays', days: 14 }, spine: 4 }, number('leads_created')],
  'change against the quarter before': [metrics('average_deal_size', { by: ['region'], compare: 'previous-period' }), { ...rule, window: { kind: 'unit', grain: 'quarter', offset: 0 } }, number('average_deal_size.change')],
  'pace against target by region': [metrics('gap_to_target', { by: ['region'] }), { ...rule, window: { kind: 'unit', grain: 'quarter', offset: 0 } }, number('gap_to_target')],
  'step of a funnel': [funnel({ timing: false, losses: false, values: false }), { ...rule, window: { kind: 'unit', grain: 'quarter', offset: -1 } }, number('step_conversion.high')],
  'tiles of a dashboard': [metrics('bookings win_rate', { compare: 'previous-year', evidence: true }), board, { kind: 'table' }],
  'series of a dashboard': [metrics('leads_created open_deals', { grain: 'month', by: ['region'] }), board, { kind: 'series' }],
};
const fileOf = (name: string): string => `${name.replaceAll(' ', '-')}.sql`;

describe.each(engineIds)('%s', (id) => {
  const folder = path.join(__dirname, 'native', id);
  let engine: Engine;

  beforeAll(async () => {
    engine = await openEngine(id);
    for (const [table, columns] of Object.entries(tables)) {
      await engine.load(table, columns, []);
    }
    if (isWriting) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
    }
  });
  afterAll(() => engine.close());

  test.each(Object.entries(questions))('%s', async (name, [query, options, output]) => {
    const sql = print(compileNative(planNative(query, query.type === 'metrics' && query.metrics[0] === 'gap_to_target' ? models.targets : models.plain, options), engine.dialect, output), engine.dialect);
    const file = path.join(folder, fileOf(name));
    if (isWriting) {
      writeFileSync(file, `${sql}\n`);
    }
    expect(`${sql}\n`).toBe(readFileSync(file, 'utf8'));
    const rows = await engine.run(expandMacros(sql, { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-05-01T00:00:00Z') }));
    expect(Array.isArray(rows)).toBe(true);
  });

  test('no file is left of a question that is gone', () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(questions).map(fileOf).sort());
  });
});
