import '@testing-library/jest-dom';
import React from 'react';
import { locationService, type FetchError } from '@grafana/runtime';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { postgres } from '../../dialects/postgres';
import { isSql, type Rule } from '../../native/grafana/Rule';
import type { SalesQuery } from '../../plan/query';
import { SalesError } from '../../sql/SalesError';
import { exampleJson, exampleModel } from '../example.fixture';
import { AlertDialog, type DialogProps } from './AlertDialog';
import type { AlertContext } from './draft';
import type { EvalAnswer } from './evalAnswer';
import type { Alerting } from './grafanaAlerting';
import type { RunNative } from './preview';
import type { Circumstances } from './rights';

jest.setTimeout(30_000);

const hostile = `O'Neil "$__timeFrom()" {{ $labels.x }}\n<b>🦄</b>`;
const context: AlertContext = {
  model: exampleModel(),
  dialect: postgres,
  source: { type: 'grafana-postgresql-datasource', uid: 'pg' },
};
const withHistory = exampleModel({
  ...exampleJson,
  entities: {
    ...exampleJson.entities,
    stageChange: { from: 'moves', item: 'deal_id', to: 'stage', at: { column: 'moved_at', is: 'instant' } },
  },
});
const editor: Circumstances = { hasAlerting: true, permissions: {}, role: 'Editor', version: '12.4.0' };
const query = {
  refId: 'A',
  schemaVersion: 1,
  type: 'metrics',
  metrics: ['deals_created'],
  by: ['region'],
} as SalesQuery;

const frame = (value: number, region: string) => ({
  schema: { fields: [{ name: 'value', type: 'number', labels: { region } }] },
  data: { values: [[value]] },
});
/** Grafana's evaluator: West fires. */
const answer: EvalAnswer = {
  results: Object.fromEntries(
    [
      ['value', 4, 20],
      ['previous', 40, 20],
      ['gate', 1, 0],
      ['fires', 1, 0],
    ].map(([refId, west, other]) => [refId, { frames: [frame(Number(west), 'West'), frame(Number(other), hostile)] }])
  ),
} as unknown as EvalAnswer;

const failed = (status: number, message: string): FetchError =>
  ({ status, statusText: 'x', data: { message }, config: { url: '' } }) as FetchError;

function show(
  part: {
    alerting?: Partial<Alerting>;
    run?: RunNative;
    around?: Circumstances;
    query?: SalesQuery;
    context?: AlertContext;
  } = {}
) {
  const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
  const created: Array<{ rule: Rule; folder: string; group: string; isPaused: boolean }> = [];
  const alerting: Alerting = {
    evaluate: async () => answer,
    folders: async () => [{ uid: 'f1', title: 'Sales Funnel' }],
    createFolder: async (title) => ({ uid: 'f2', title }),
    create: async (rule, folder, group, { isPaused }) => {
      created.push({ rule, folder, group, isPaused });
      return { uid: 'rule-1', interval: 600 };
    },
    ...part.alerting,
  };
  const run = jest.fn(part.run ?? (async (statements: readonly string[]) => statements.map(() => ({ rows: [] }))));
  const props: DialogProps = {
    query: part.query ?? query,
    context: part.context ?? context,
    run,
    onDismiss: jest.fn(),
    alerting,
    around: part.around ?? editor,
  };
  render(<AlertDialog {...props} />);
  return { user, created, run, onDismiss: props.onDismiss };
}

const section = (name: string) => within(screen.getByRole('region', { name }));
const firesNow = () => section('Would it fire now?');
const keep = () => section('Keep it');

describe('what would fire now', () => {
  it("is told by Grafana's evaluator, with labels as they are", async () => {
    const { run } = show();
    expect(await firesNow().findByText('Yes: 1 of 2 would fire.')).toBeVisible();
    const [first, second] = within(screen.getByLabelText('Instances')).getAllByRole('row');
    expect(first).toHaveTextContent(/Fires.*West.*4; 40 in the period before/);
    expect(second).toHaveTextContent(/Quiet/);
    expect(second!.textContent).toContain(hostile);
    expect(firesNow().getByText(/Grafana's own rule evaluator/)).toBeVisible();
    expect(run).not.toHaveBeenCalled();
  });

  it('is worked out from the statements where Grafana refuses, and says so', async () => {
    const { run } = show({
      alerting: { evaluate: () => Promise.reject(failed(403, 'no permission')) },
      run: async (statements) => statements.map(() => ({ rows: [{ region: 'West', value: 1 }] })),
    });
    expect(await firesNow().findByText(/No, nothing of 1 would fire/)).toBeVisible();
    expect(firesNow().getByText(/Evaluated here.*Grafana answered 403: no permission/)).toBeVisible();
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("shows Grafana's text where it fails for another reason", async () => {
    show({ alerting: { evaluate: () => Promise.reject(failed(400, 'invalid condition')) } });
    expect(await firesNow().findByText('Grafana answered 400: invalid condition')).toBeVisible();
    show({
      alerting: { evaluate: async () => ({ results: { value: { error: 'relation "deals" does not exist' } } }) },
    });
    expect(await screen.findByText(/relation "deals" does not exist/)).toBeVisible();
  });
});

describe('the fields', () => {
  it('change the rule, and what cannot be is refused beside them', async () => {
    const { user, created } = show();
    await user.click(screen.getByLabelText('A fixed value'));
    const threshold = screen.getByLabelText('Threshold');
    fireEvent.change(threshold, { target: { value: 'many' } });
    fireEvent.blur(threshold);
    expect(screen.getByText('"many" is not a number')).toBeVisible();
    expect(threshold).toHaveValue('many');
    fireEvent.change(threshold, { target: { value: '12' } });
    fireEvent.blur(threshold);
    await user.click(screen.getByLabelText('Critical'));
    expect(screen.getByText(/fires when that is under 12, with chance allowed for/)).toBeVisible();
    expect(screen.getByText(/Its target: /)).toBeVisible();
    await user.click(await keep().findByText('Create the rule'));
    await waitFor(() => expect(created).toHaveLength(1));
    expect(created[0]!.rule.title).toBe('Deals created by region under 12, with chance allowed for');
    expect(created[0]!.rule.labels).toMatchObject({ severity: 'critical', metric: 'deals_created' });
    expect(JSON.stringify(created[0]!.rule.data.find(({ refId }) => refId === 'gate'))).toContain('< 12');
  });

  it('explain how sure one can be', async () => {
    const { user } = show();
    expect(screen.getByLabelText('99.7 %')).toBeChecked();
    await user.click(screen.getByLabelText('95 %'));
    expect(screen.getByText(/one false alarm in forty looks/)).toBeVisible();
    await user.click(screen.getByLabelText('Allow for chance'));
    expect(screen.queryByText('How sure')).not.toBeInTheDocument();
  });
});

describe('creating it here', () => {
  it('makes the folder and the rule, and leads to it', async () => {
    const { user, created } = show({ alerting: { folders: async () => [] } });
    const title = await screen.findByLabelText('Title of the new folder');
    await user.clear(title);
    await user.type(title, 'Weekly <b>');
    await user.click(screen.getByLabelText('Start paused'));
    await user.click(screen.getByText('Create the rule'));
    const link = await screen.findByText('Open the rule');
    expect(link.closest('a')).toHaveAttribute('href', expect.stringContaining('/alerting/grafana/rule-1/view'));
    expect(created).toMatchObject([{ folder: 'f2', group: 'Sales', isPaused: true }]);
  });

  it('keeps everything that was typed when Grafana refuses, with its text', async () => {
    const createFolder = jest.fn(async (title: string) => ({ uid: 'f2', title }));
    const { user } = show({
      alerting: {
        folders: async () => [],
        createFolder,
        create: () => Promise.reject(failed(409, 'a rule of that title exists')),
      },
    });
    const group = await screen.findByLabelText('Group');
    await user.type(screen.getByLabelText('Name of the rule'), hostile.split('\n')[0]!.replaceAll('{', '{{'));
    await user.clear(group);
    await user.type(group, 'Mine');
    await user.click(screen.getByText('Create the rule'));
    expect(await screen.findByText('Grafana answered 409: a rule of that title exists')).toBeVisible();
    expect(group).toHaveValue('Mine');
    expect(screen.getByLabelText('Name of the rule')).toHaveValue(hostile.split('\n')[0]);
    await user.click(screen.getByText('Create the rule'));
    await waitFor(() => expect(createFolder).toHaveBeenCalledTimes(1));
  });
});

it('keeps what was typed while other fields change or are wrong', async () => {
  const { user } = show();
  const group = await screen.findByLabelText('Group');
  await user.clear(group);
  await user.type(group, 'Mine');
  await user.click(screen.getByLabelText('Too high'));
  const days = screen.getByLabelText('Days');
  fireEvent.change(days, { target: { value: '0' } });
  fireEvent.blur(days);
  expect(screen.getByText('"0" is not a whole number from 1 to 1100')).toBeVisible();
  expect(days).toHaveValue('0');
  await user.click(screen.getByLabelText('A fixed value'));
  expect(screen.getByLabelText('Group')).toHaveValue('Mine');
});

it("opens Grafana's rule form with the whole rule", async () => {
  const push = jest.spyOn(locationService, 'push').mockImplementation(() => undefined);
  const hostileQuery = {
    ...query,
    filters: [{ dimension: 'product', operator: '=', values: [hostile] }],
  } as SalesQuery;
  const { user, onDismiss } = show({ query: hostileQuery });
  await user.click(keep().getByLabelText("Grafana's rule form"));
  await user.click(keep().getByText('Open the rule form'));
  const address = new URL(String(push.mock.calls[0]![0]), 'http://grafana');
  const defaults = JSON.parse(address.searchParams.get('defaults')!);
  expect(address.pathname).toBe('/alerting/new');
  expect(defaults).toMatchObject({
    type: 'grafana-alerting',
    condition: 'fires',
    labels: expect.arrayContaining([{ key: 'severity', value: 'warning' }]),
  });
  expect(defaults.queries[0].model.rawSql).toContain("O''Neil");
  expect(onDismiss).toHaveBeenCalled();
});

it('leaves viewers the file, and says why before a click', async () => {
  show({ around: { ...editor, role: 'Viewer' } });
  expect(keep().getByLabelText('Create it here')).toBeDisabled();
  expect(keep().getByLabelText("Grafana's rule form")).toBeDisabled();
  expect(keep().getByText(/role \(Viewer\) may not create alert rules:/)).toBeVisible();
  expect(keep().getByText('Copy YAML')).toBeVisible();
});

describe('the last 90 days', () => {
  const past = () => section('In the last 90 days');

  it('are one statement, judged day by day', async () => {
    const day = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin' }).format(new Date());
    const row = (region: string, value: number) => ({ day, by_region: region, value, previous: 100, n: value });
    const { user, run } = show({ run: async () => [{ rows: [row('West', 1), row('East', 100)] }] });
    await user.click(past().getByText(/how often/));
    expect(await past().findByText('1 of 2 would have fired:')).toBeVisible();
    expect(past().getByText('1 of 90 days')).toBeVisible();
    expect(run).toHaveBeenCalledTimes(1);
    expect(run.mock.calls[0]![0]).toHaveLength(1);
  });

  it('are thirteen evaluations for a funnel, a week apart', async () => {
    const funnel = { refId: 'A', schemaVersion: 1, type: 'funnel', entity: 'deal' } as SalesQuery;
    const { user, run } = show({
      query: funnel,
      context: { ...context, model: withHistory },
      run: async (statements) => statements.map(() => ({ rows: [{ stage: 'Proposal', value: 0 }] })),
    });
    run.mockClear();
    await user.click(past().getByText(/how often/));
    expect(await past().findByText(/once a week|a week apart/)).toBeVisible();
    const ends = run.mock.calls.map(([, range]) => range.to.getTime());
    expect(ends).toHaveLength(13);
    expect(ends).toEqual([...ends].sort());
    expect(ends[12]! - ends[0]!).toBeGreaterThan(83 * 86_400_000);
  });

  it('show what the database said', async () => {
    const { user } = show({
      run: async () => [{ error: new SalesError('source/failed', '"PG" answered: statement timeout') }],
    });
    await user.click(past().getByText(/how often/));
    expect(await past().findByText(/statement timeout/)).toBeVisible();
  });

  it('are refused in words where they cannot be known', async () => {
    show({ query: { ...query, metrics: ['pipeline_value'], by: [] } as SalesQuery });
    expect(past().getByText(/past of open deals is not worked out/)).toBeVisible();
  });
});

it('asks for each number of the rule in a statement of its own', async () => {
  const { created, user } = show();
  await user.click(await keep().findByText('Create the rule'));
  await waitFor(() => expect(created).toHaveLength(1));
  expect(created[0]!.rule.data.filter(isSql).every(({ model }) => model.rawSql.includes('$__timeTo()'))).toBe(true);
});
