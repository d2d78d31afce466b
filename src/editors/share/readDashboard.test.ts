import { readDashboard } from './readDashboard';

const dashboard = { title: 'Sales', panels: [] };

it('reads a file, and an answer of the API', () => {
  expect(readDashboard(JSON.stringify(dashboard))).toEqual({ value: dashboard });
  expect(readDashboard(JSON.stringify({ dashboard, meta: { slug: 'sales' } }))).toEqual({ value: dashboard });
});

it.each([
  ['{ "title": ', /^This is not JSON: /],
  ['[]', /^This is no dashboard: it has no list of panels$/],
  ['null', /^This is no dashboard/],
  ['{ "title": "Sales", "panels": 3 }', /^This is no dashboard/],
  [
    '{ "kind": "Dashboard", "spec": { "elements": {} } }',
    /^This is the new dashboard schema: choose the classic model/,
  ],
])('says what %s is', (text, sentence) => {
  expect(readDashboard(text)).toEqual({ problem: expect.stringMatching(sentence) });
});
