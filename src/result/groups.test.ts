import { parseModelOrThrow } from '../model/parse';
import { planQuery } from '../plan/planQuery';
import type { MetricsPlan } from '../plan/Plan';
import { readGroups } from './groups';

const owner = { join: 'users', on: 'owner_id', key: 'id', label: 'name' };
const model = parseModelOrThrow({
  calendar: { timeZone: 'UTC' }, currency: 'EUR', horizon: { lead: 30, deal: 90 },
  pipelines: [{ id: 'new', label: 'New', stages: [{ id: 'offer' }, { id: 'won', kind: 'won' }, { id: 'lost', kind: 'lost' }] }],
  entities: { deal: { from: 'deals', id: 'id', stage: 'stage', amount: 'amount', createdAt: { column: 'created_at', is: 'instant' }, closedAt: { column: 'closed_at', is: 'instant' }, dimensions: { owner } } },
});
const range = { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-04-01T00:00:00Z'), now: new Date('2026-04-01T00:00:00Z') };
const plan = planQuery({ refId: 'A', schemaVersion: 1, type: 'metrics', metrics: ['bookings'], by: ['owner'], compare: 'previous-period' }, model, range) as MetricsPlan;
const labels = (...rows: Array<Record<string, unknown>>): unknown => readGroups(rows, plan).groups.map((group) => group.labels[0]);

const current = { window: 'current', owner: 'u2' };
const previous = { window: 'previous', owner: 'u2', owner_label: 'Kim' };

it.each([[[current, previous]], [[previous, current]]])('a group is called by its label, whichever of its rows has one', (rows) => {
  expect(labels(...rows)).toEqual(['Kim']);
});

it('two people of one name are told apart, also where the name comes late', () => {
  expect(labels(current, { ...previous, owner: 'u5' }, previous)).toEqual(['Kim (u2)', 'Kim (u5)']);
});
