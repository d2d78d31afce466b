import type { BackendSrvRequest } from '@grafana/runtime';
import { of, throwError } from 'rxjs';
import type { Rule } from '../../native/grafana/Rule';
import { grafanaAlerting } from './grafanaAlerting';

let refusal: unknown;
const asked: BackendSrvRequest[] = [];
let group: { interval: number; rules: Array<{ uid: string }> } | undefined;
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: () => ({
    fetch: (request: BackendSrvRequest) => {
      asked.push(request);
      if (request.method === 'POST') {
        return of({ data: { uid: 'mine' } });
      }
      return group ? of({ data: group }) : throwError(() => refusal);
    },
  }),
}));

const rule = { uid: 'sf-x', title: 'X', condition: 'fires', data: [] } as unknown as Rule;
const create = () => grafanaAlerting.create(rule, 'f 1', 'a/b', { isPaused: false });
const puts = () => asked.filter(({ method }) => method === 'PUT');
beforeEach(() => void asked.splice(0));

it('a group that holds the new rule alone is evaluated every ten minutes, and stays editable', async () => {
  group = { interval: 60, rules: [{ uid: 'mine' }] };
  expect(await create()).toEqual({ uid: 'mine', interval: 600 });
  expect(puts()).toMatchObject([
    {
      url: '/api/v1/provisioning/folder/f%201/rule-groups/a%2Fb',
      data: { interval: 600, rules: [{ uid: 'mine' }] },
      headers: { 'X-Disable-Provenance': 'true' },
    },
  ]);
});

it.each([
  ['others are in', { interval: 60, rules: [{ uid: 'mine' }, { uid: 'theirs' }] }],
  ['another has taken', { interval: 60, rules: [{ uid: 'theirs' }] }],
  ['is slow already, ', { interval: 3600, rules: [{ uid: 'mine' }] }],
])('a group that %s is left as it is', async (_, found) => {
  group = found;
  expect(await create()).toEqual({ uid: 'mine', interval: found.interval });
  expect(puts()).toEqual([]);
});

it.each([
  ['may not be read', { status: 403, data: {}, config: { url: '' } }],
  ['cannot be reached', new TypeError('Failed to fetch')],
])('the rule is created where the group %s', async (_, error) => {
  group = undefined;
  refusal = error;
  expect(await create()).toEqual({ uid: 'mine', interval: undefined });
});
