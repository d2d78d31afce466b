import type { ShapedQuery } from '../../datasource/types';
import { switchType } from './switchType';

const metrics: ShapedQuery = {
  refId: 'B',
  schemaVersion: 1,
  type: 'metrics',
  metrics: ['win_rate'],
  by: ['region', 'owner'],
  grain: 'month',
  evidence: true,
  filters: [{ dimension: 'region', operator: '=', values: ['West'] }],
};

it('carries filters, evidence and the first dimension into a funnel', () => {
  expect(switchType(metrics, 'funnel')).toMatchObject({
    refId: 'B',
    type: 'funnel',
    by: 'region',
    evidence: true,
    filters: metrics.filters,
  });
});

it('leaves out what a funnel does not know', () => {
  expect(switchType(metrics, 'funnel')).not.toHaveProperty('metrics');
});

it('finds the earlier query again when one goes back', () => {
  const funnel = switchType(metrics, 'funnel', { metrics });
  expect(switchType(funnel, 'metrics', { metrics })).toEqual(metrics);
});

it('takes filters that changed meanwhile along', () => {
  const funnel: ShapedQuery = { ...switchType(metrics, 'funnel', { metrics }), filters: [] };
  expect(switchType(funnel, 'metrics', { metrics })).toMatchObject({ metrics: ['win_rate'], filters: [] });
});

it('keeps what Grafana adds to a query', () => {
  const saved = { ...metrics, datasource: { uid: 'sales' } };
  expect(switchType(saved, 'quality')).toMatchObject({ datasource: { uid: 'sales' }, type: 'quality' });
});

it('lists records of the same period, and finds its metrics again', () => {
  const ahead: ShapedQuery = { ...metrics, period: 'next-month' };
  const records = switchType(ahead, 'records');
  expect(records).toMatchObject({ type: 'records', period: 'next-month', filters: metrics.filters });
  expect(records).not.toHaveProperty('metrics');
  expect(switchType(records, 'metrics', { metrics: ahead })).toEqual(ahead);
});

it('divides a waterfall by the first dimension', () => {
  expect(switchType(metrics, 'pipeline')).toMatchObject({ type: 'pipeline', by: 'region', evidence: true });
});
