/** The panels of each shipped dashboard on the demo company: asked together they say what they say one by one. */
import path from 'node:path';
import { openedDashboards } from '../../bench/dashboards';
import { loadDemo } from '../../src/cli/demo/load';
import { compile, type Statement } from '../../src/compile';
import { together } from '../../src/compile/together';
import { assemble } from '../../src/result/assemble';
import { ownRows } from '../../src/result/ownRows';
import { print } from '../../src/sql/print';
import { engineIds, type Row } from '../engines/engines';
import { openLoaded } from '../engines/loaded';
import { differing } from './differing';

const root = path.join(__dirname, '../..');
const now = new Date('2026-11-21T11:00:00Z');

it.each(engineIds)('on %s', async (id) => {
  const engine = await openLoaded(id, (url) => loadDemo(url, { asOf: '2026-11-21', scale: 0.05 }));
  let [sent, alone] = [0, 0];
  try {
    for (const times of [0.25, 1, 2.3]) {
      for (const { uid, plans } of openedDashboards(root, now, times)) {
        const known = new Map<string, Row[]>();
        const run = async (statements: readonly Statement[]): Promise<Record<string, Row[]>> => {
          const answers: Record<string, Row[]> = {};
          for (const { id: part, select } of statements) {
            const sql = print(select, engine.dialect);
            answers[part] = known.get(sql) ?? (await engine.run(sql));
            known.set(sql, answers[part]);
          }
          return answers;
        };
        const answered: unknown[] = [];
        for (const [at, { statements, parts }] of together(plans, engine.dialect).entries()) {
          const [plan, rows] = [plans[at]!, await run(statements)];
          answered.push(assemble(plan, parts && plan.kind === 'metrics' ? ownRows(plan, parts, rows) : rows));
        }
        sent += known.size;
        alone += plans.reduce((sum, plan) => sum + compile(plan, engine.dialect).length, 0);
        for (const [at, plan] of plans.entries()) {
          expect({ uid, times, at, found: differing(answered[at], assemble(plan, await run(compile(plan, engine.dialect)))) }).toEqual({ uid, times, at });
        }
      }
    }
    // 41 instead of 75 for the four of them.
    expect(sent / alone).toBeLessThan(0.6);
  } finally {
    await engine.close();
  }
}, 120_000);
