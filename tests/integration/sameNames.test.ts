/** Two people of one name, of whom both are in the window and one was before: a rule must not lose the one it is about. */
import { evaluateRule, statementsOf } from '../../src/native/grafana/evaluate';
import { toRule } from '../../src/native/alerts/toRule';
import type { AlertDefinition } from '../../src/native/alerts/AlertDefinition';
import { engineIds, openEngine, type Row } from '../engines/engines';
import { models, tables } from '../golden/model';

const now = new Date('2026-06-01T12:00:00Z');

const definition: AlertDefinition = {
  id: 'deal-size-down', title: 'Deals are won for less', question: { type: 'metric', metric: 'average_deal_size' }, by: ['owner'],
  window: { kind: 'lastDays', days: 30 }, comparison: { with: 'previous-period', threshold: 0, windows: 2 }, direction: 'below',
  gate: { chance: { by: 'nothing' } }, severity: 'warning', advice: 'Look at the deals.',
};

const won = (id: number, owner_id: number, closed_on: string, amount: number): Row => ({ id, owner_id, closed_on, amount, stage: 'won', created_at: new Date('2026-01-01T00:00:00Z'), region: 'West', deleted: false });

it.each(engineIds)('each is judged by the same person, on %s', async (id) => {
  const engine = await openEngine(id);
  try {
    const rows: Readonly<Record<string, readonly Row[]>> = {
      users: [{ id: 1, name: 'Kim' }, { id: 2, name: 'Kim' }],
      deals: [won(1, 1, '2026-05-20', 100), won(2, 1, '2026-04-10', 300), won(3, 2, '2026-05-21', 500)],
    };
    for (const [name, columns] of Object.entries(tables)) {
      await engine.load(name, columns, rows[name] ?? []);
    }
    const rule = toRule(definition, models.plain, engine.dialect, { source: { uid: 'sql', type: 'grafana-postgresql-datasource' } });
    const answers: Record<string, Row[]> = {};
    for (const { refId, sql } of statementsOf(rule, { now })) {
      answers[refId] = await engine.run(sql);
    }
    const { instances } = evaluateRule(rule, answers);
    const first = instances.find(({ labels }) => labels['owner'] === 'Kim (1)');
    expect(first).toMatchObject({ fires: true, values: { value: 100, previous: 300 } });
    expect(instances.filter(({ fires }) => fires).map(({ labels }) => labels['owner'])).toEqual(['Kim (1)']);
  } finally {
    await engine.close();
  }
});
