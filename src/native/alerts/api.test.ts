import { evalBody, provisioningBody, ruleFormDefaults } from './api';
import { ruleFor, winRate } from './example.fixture';

const rule = ruleFor(winRate);

test('the form takes labels and annotations as lists, and keys that the server does without', () => {
  const defaults = ruleFormDefaults(rule, { uid: 'f', title: 'Folder' });
  expect(defaults).toMatchObject({ type: 'grafana-alerting', name: 'Win rate is low', condition: 'fires', evaluateFor: '0s', folder: { uid: 'f', title: 'Folder', kind: 'folder' } });
  expect(defaults.labels).toEqual([{ key: 'severity', value: 'warning' }, { key: 'metric', value: 'win_rate' }]);
  expect(defaults.annotations.map(({ key }) => key)).toEqual(['summary', 'description', 'link', '__dashboardUid__', '__panelId__']);
  const threshold = defaults.queries.at(-1);
  expect(threshold?.model).toMatchObject({ conditions: [{ operator: { type: 'and' }, query: { params: [] }, reducer: { type: 'last', params: [] } }] });
});

test('the address survives the way there and back', () => {
  const hostile = ruleFor({ ...winRate, title: `50 % "under" & over #1 ${'é'.repeat(200)}` });
  const text = encodeURIComponent(JSON.stringify(ruleFormDefaults(hostile)));
  expect(JSON.parse(new URL(`http://localhost/alerting/new?defaults=${text}`).searchParams.get('defaults') ?? '')).toEqual(ruleFormDefaults(hostile));
});

test('the provisioning API takes maps, a folder and a group', () => {
  expect(provisioningBody(rule, 'folder-uid', 'Sales', { isPaused: true })).toMatchObject({
    folderUID: 'folder-uid', ruleGroup: 'Sales', title: 'Win rate is low', isPaused: true,
    labels: { severity: 'warning' }, annotations: { __panelId__: '7' }, execErrState: 'Error',
  });
});

test('an evaluation takes the same steps', () => {
  expect(evalBody(rule)).toEqual({ condition: 'fires', data: ruleFormDefaults(rule).queries });
});
