import type { Rule } from '../native/grafana/Rule';
import { showAlerts } from './alertsTable';

test('amounts of millions have no exponent; what is no number says so', () => {
  const rule = { uid: 'r', title: 'Gap', condition: 'fires', data: [], labels: {}, annotations: {} } as unknown as Rule;
  const values = { value: -2_556_243.7, small: 0.000123456789, none: null, odd: Number.NaN };
  const instance = { labels: { team: 'A' }, state: 'Alerting', fires: true, values } as const;
  expect(showAlerts([{ rule, folder: 'f', evaluation: { rule: 'r', instances: [instance], notes: [] } }], { all: false })).toContain('value -2556240, small 0.000123457, none null, odd NaN');
});
