import path from 'node:path';
import { evaluateAlerts } from './alerts';
import { searchDashboards } from './dashboards';
import { exportNative } from './exports';
import type { Reply } from './reply';

const root = path.resolve(__dirname, '../..');
const folders = [path.join(root, 'dashboards')];
const { signal } = new AbortController();

jest.setTimeout(60_000);

const ask = async (body: unknown) => read(await exportNative(root, folders, body, signal));
const read = ({ status, body }: Reply) => ({ status, answer: JSON.parse(String(body)) });

describe('the export of a dashboard', () => {
  it('is that of the command line, with its notes', async () => {
    const { status, answer } = await ask({ uid: 'sales-overview', variables: { region: ['West', 'a=b'] } });
    expect(status).toBe(200);
    expect(answer.dashboard.uid).toBe('sales-overview-shared');
    expect(answer.dashboard.panels[0].targets[0]).toMatchObject({ datasource: { uid: 'sales-sql' } });
    expect(answer.notes).toContain('frozen: Region: West, a=b');
  });

  it('says why there is none', async () => {
    expect(await ask({ uid: 'no-such' })).toEqual({ status: 404, answer: { message: 'Dashboard not found' } });
    const { status, answer } = await ask({ uid: 'sales-overview', variables: { regoin: ['West'] } });
    expect(status).toBe(400);
    expect(answer.message).toMatch(/^export\/unknown-variable: the dashboard has no variable "regoin"/);
  });

  it('ends with the request', async () => {
    await expect(exportNative(root, folders, { uid: 'sales-overview' }, AbortSignal.abort())).rejects.toThrow(/abort/i);
  });
});

it('a database that is away fails the evaluation of the rules, in the words of the command line', async () => {
  const { status, answer } = read(await evaluateAlerts(root, 'postgres://nobody:secret@127.0.0.1:1/nothing', signal));
  expect(status).toBe(500);
  expect(answer.message).toMatch(/^db\/connect: the database at postgres:\/\/nobody:…@127\.0\.0\.1:1\/nothing /);
});

it('dashboards are found by the words of their titles', () => {
  const { answer } = read(searchDashboards(folders, 'targets TEAM'));
  expect(answer).toEqual([
    { uid: 'sales-team-targets', title: 'Team and targets', type: 'dash-db', url: '/d/sales-team-targets' },
  ]);
  expect(read(searchDashboards(folders, '')).answer.length).toBeGreaterThanOrEqual(4);
});
