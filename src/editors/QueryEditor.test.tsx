import '@testing-library/jest-dom';
import React, { useState } from 'react';
import { dateTime, type DataSourceInstanceSettings, type TimeRange } from '@grafana/data';
import { setTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { SalesFunnelDataSource, type Host } from '../datasource/SalesFunnelDataSource';
import type { SalesFunnelOptions, ShapedQuery, VariableQuery } from '../datasource/types';
import { exampleJson } from './example.fixture';
import { QueryEditor } from './QueryEditor';
import { VariableQueryEditor } from './VariableQueryEditor';

const type = 'grafana-postgresql-datasource';
const host: Host = {
  getSettings: () => ({ name: 'PostgreSQL', type }) as DataSourceInstanceSettings,
  replace: (text) => text,
  isPublic: () => false,
  backendOf: () => {
    throw new Error('the editor asks no database');
  },
  wait: 0,
};
const range: TimeRange = { from: dateTime('2026-01-01'), to: dateTime('2026-06-30'), raw: { from: '', to: '' } };

function dataSource(model: unknown = exampleJson, values: SalesFunnelDataSource['dimensionValues'] = async () => []) {
  const jsonData: SalesFunnelOptions = { sqlDatasource: { uid: 'pg', type }, model };
  const settings = { id: 1, uid: 'sales', name: 'Sales', type: 'salesfunnel-metrics-datasource', jsonData };
  const source = new SalesFunnelDataSource(
    settings as unknown as DataSourceInstanceSettings<SalesFunnelOptions>,
    undefined,
    host
  );
  return Object.assign(source, { dimensionValues: values });
}

function show(query: object, source = dataSource()) {
  const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
  const onChange = jest.fn<void, [ShapedQuery]>();
  const onRunQuery = jest.fn();
  function Panel() {
    const [saved, setSaved] = useState({ refId: 'A', schemaVersion: 1, ...query } as ShapedQuery);
    const change = (next: ShapedQuery) => {
      onChange(next);
      setSaved(next);
    };
    return <QueryEditor query={saved} datasource={source} range={range} onChange={change} onRunQuery={onRunQuery} />;
  }
  render(<Panel />);
  return { user, onChange, onRunQuery, last: () => onChange.mock.calls[onChange.mock.calls.length - 1]?.[0] };
}

const bookings = { type: 'metrics', metrics: ['bookings'] };
// Roles are slow to compute on a page of this size.
const find = (name: string) => screen.getByLabelText(name, { selector: '[role=combobox]' });
const optionsShown = () => screen.getByLabelText('Select options menu');

jest.setTimeout(30_000);
beforeAll(() => setTemplateSrv({ getVariables: () => [{ name: 'region' }] } as unknown as TemplateSrv));

describe('metrics', () => {
  it('are chosen from a searched catalogue, with their definition shown', async () => {
    const { user, last, onRunQuery } = show({ type: 'metrics', metrics: [] });
    await user.click(find('Metrics'));
    await user.paste('amounts of the deals won');
    await user.click(within(optionsShown()).getAllByText('Bookings')[0]!);
    expect(last()).toMatchObject({ type: 'metrics', metrics: ['bookings'] });
    expect(onRunQuery).toHaveBeenCalledTimes(1);
    expect(screen.getByLabelText('Definitions of the chosen metrics')).toHaveTextContent(/sum of won amounts.*money/);
  });

  it('that lack a mapping say so and cannot be chosen', async () => {
    const { user, onChange } = show({ type: 'metrics', metrics: [] });
    await user.click(find('Metrics'));
    await user.paste('qualified leads');
    expect(optionsShown()).toHaveTextContent(/Unavailable: needs lead.qualifiedAt/);
    await user.click(within(optionsShown()).getByText('Qualified leads'));
    expect(onChange).not.toHaveBeenCalled();
  });

  it('are grouped by dimensions that all of them have', async () => {
    const { user, last } = show({ type: 'metrics', metrics: ['leads_created', 'win_rate'] });
    await user.click(find('By'));
    expect(within(optionsShown()).queryByText('Source')).not.toBeInTheDocument();
    await user.click(within(optionsShown()).getByText('Region'));
    expect(last()).toMatchObject({ by: ['region'] });
  });

  it('have a grain, and then a format', async () => {
    const { user, last } = show(bookings);
    expect(screen.queryByLabelText('Format')).not.toBeInTheDocument();
    await user.click(find('Grain'));
    await user.click(await screen.findByRole('option', { name: /Month/ }));
    await user.click(screen.getByRole('radio', { name: 'Table' }));
    expect(last()).toMatchObject({ grain: 'month', shape: 'table' });
  });

  it('are compared, with evidence, in words', async () => {
    const { user, last } = show({ ...bookings, by: ['region'], grain: 'month' });
    await user.click(screen.getByRole('radio', { name: 'Previous year' }));
    await user.click(screen.getByRole('switch', { name: /Show evidence/ }));
    expect(last()).toMatchObject({ compare: 'previous-year', evidence: true });
    expect(
      screen.getByText('Bookings by region, monthly, compared with the previous year, with evidence.')
    ).toBeInTheDocument();
  });

  it('run when a number is finished, not on each key, and keep one that cannot be used', async () => {
    const { user, last, onChange } = show({ ...bookings, by: ['region'] });
    const limit = screen.getByLabelText('At most');
    await user.type(limit, '1x');
    await user.tab();
    expect(limit).toHaveValue('1x');
    expect(screen.getByText('"1x" is not a whole number of 1 or more')).toBeInTheDocument();
    expect(onChange).not.toHaveBeenCalled();
    await user.clear(limit);
    await user.type(limit, '10{Enter}');
    expect(onChange).toHaveBeenCalledTimes(1);
    expect(last()).toMatchObject({ limit: 10 });
  });
});

describe('filters', () => {
  const filtered = { ...bookings, filters: [{ dimension: 'region', operator: '=', values: [] }] };

  it('suggest values from the database', async () => {
    const values = jest.fn(async () => [{ label: 'West', value: 'west' }]);
    const { user, last } = show(filtered, dataSource(exampleJson, values));
    await user.click(find('Filter 1 values'));
    await user.click(await screen.findByText('West'));
    expect(values).toHaveBeenCalledWith('region', undefined);
    expect(last()?.filters).toEqual([{ dimension: 'region', operator: '=', values: ['west'] }]);
  });

  it('take dashboard variables and typed values when the database does not answer', async () => {
    const fail = jest.fn(async () => Promise.reject(new Error('permission denied')));
    const { user, last } = show(filtered, dataSource(exampleJson, fail));
    await user.click(find('Filter 1 values'));
    await user.click(await screen.findByText('$region'));
    expect(last()?.filters?.[0]).toEqual({ dimension: 'region', operator: 'in', values: ['$region'] });
    await user.type(find('Filter 1 values'), 'Atlantis{Enter}');
    expect(last()?.filters?.[0]?.values).toEqual(['$region', 'Atlantis']);
    expect(await screen.findByText(/could not be read: permission denied/)).toBeInTheDocument();
  });

  it('are added and removed', async () => {
    const { user, last } = show(bookings);
    await user.click(screen.getByRole('button', { name: 'Add filter' }));
    expect(last()?.filters).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Remove filter 1' }));
    expect(last()?.filters).toEqual([]);
  });
});

describe('the preview', () => {
  it('is the SQL that the data source would send', async () => {
    const source = dataSource();
    const { user } = show(bookings, source);
    await user.click(screen.getByText('SQL that will run'));
    const editor = await screen.findByLabelText<HTMLTextAreaElement>('code-editor');
    expect(editor.value).toContain('"crm"."deals"');
    expect(screen.getByRole('button', { name: 'Copy SQL' })).toBeInTheDocument();
  });

  it('says in one sentence why there is none', () => {
    show({ type: 'metrics', metrics: ['bookigns'] });
    expect(screen.getByRole('alert', { name: 'Query problem' })).toHaveTextContent(
      /unknown metric "bookigns": did you mean "bookings"\?/i
    );
  });
});

describe('a funnel', () => {
  it('offers what the model supports and explains the policies', async () => {
    const { user, last } = show({ type: 'funnel' });
    expect(screen.queryByRole('radio', { name: 'Leads' })).not.toBeInTheDocument();
    await user.click(screen.getByRole('radio', { name: 'Strict' }));
    expect(screen.getByText(/only when every stage before it was entered too/, { selector: 'p' })).toBeInTheDocument();
    await user.click(screen.getByRole('radio', { name: 'Lead to won deal' }));
    expect(last()).toMatchObject({ type: 'funnel', entity: 'lead-to-deal', policy: 'strict' });
  });

  it('leaves steps out and has a window', async () => {
    const { user, last } = show({ type: 'funnel' });
    await user.click(find('Leave out'));
    await user.click(within(optionsShown()).getByText('Demo'));
    await user.type(screen.getByLabelText('Within (days)'), '90{Enter}');
    expect(last()).toMatchObject({ exclude: ['demo'], window: 90 });
  });

  it('gives way to metrics and comes back as it was', async () => {
    const { user, last } = show({ type: 'funnel', window: 30 });
    await user.click(screen.getByRole('radio', { name: 'Metrics' }));
    expect(last()).toMatchObject({ type: 'metrics' });
    await user.click(screen.getByRole('radio', { name: 'Funnel' }));
    expect(last()).toMatchObject({ type: 'funnel', window: 30 });
  });
});

describe('records', () => {
  it('are chosen by what they are, with columns, an order and a limit', async () => {
    const { user, last } = show({ type: 'records' });
    await user.click(find('Which'));
    await user.click(await screen.findByRole('option', { name: /^Won/ }));
    expect(screen.getByText('Deals won in the range.', { selector: 'p' })).toBeInTheDocument();
    await user.click(find('Columns'));
    await user.click(within(optionsShown()).getByText('Amount'));
    await user.click(find('Order by'));
    await user.click(await screen.findByRole('option', { name: 'Amount' }));
    await user.type(screen.getByLabelText('At most'), '20{Enter}');
    expect(last()).toMatchObject({
      type: 'records',
      which: 'won',
      columns: ['amount'],
      orderBy: { column: 'amount', descending: true },
      limit: 20,
    });
  });

  it('leave behind what belonged to deals when leads are listed', async () => {
    const { user, last } = show({ type: 'records', which: 'won', columns: ['amount'] });
    await user.click(screen.getByRole('radio', { name: 'Leads' }));
    expect(last()).toMatchObject({ entity: 'lead' });
    expect([last()].map((query) => query?.type === 'records' && [query.which, query.columns])).toEqual([
      [undefined, undefined],
    ]);
  });

  it('are no more than a panel can show', async () => {
    const { user, onChange } = show({ type: 'records' });
    await user.type(screen.getByLabelText('At most'), '1001{Enter}');
    expect(screen.getByText('"1001" is not a whole number from 1 to 1000')).toBeInTheDocument();
    expect(onChange).not.toHaveBeenCalled();
  });
});

describe('a waterfall', () => {
  it('is of the deals that close in a period, by a dimension', async () => {
    const { user, last } = show({ type: 'pipeline' });
    await user.click(find('Closing in'));
    await user.click(await screen.findByRole('option', { name: 'This quarter' }));
    await user.click(find('By'));
    await user.click(await screen.findByRole('option', { name: 'Region' }));
    await user.click(screen.getByRole('switch', { name: /For a bar chart/ }));
    expect(last()).toMatchObject({ type: 'pipeline', closing: 'this-quarter', by: 'region', bars: true });
  });
});

describe('a period', () => {
  it('takes the place of the range, and gives it back', async () => {
    const { user, last } = show(bookings);
    await user.click(find('Period'));
    await user.click(await screen.findByRole('option', { name: 'Next month' }));
    expect(last()).toMatchObject({ period: 'next-month' });
    expect(screen.getByText('Bookings, next month.')).toBeInTheDocument();
    await user.click(find('Period'));
    await user.click(await screen.findByRole('option', { name: "Dashboard's range" }));
    expect(last()?.type === 'metrics' && last()).toMatchObject({ period: undefined });
  });
});

it('leaves a query of another version alone until it is replaced', async () => {
  const { user, onChange, last } = show({ type: 'cohorts', entry: 'lead' });
  expect(screen.getByText(/come with a later version/)).toBeInTheDocument();
  expect(onChange).not.toHaveBeenCalled();
  await user.click(screen.getByRole('radio', { name: 'Funnel' }));
  expect(last()).toMatchObject({ refId: 'A', type: 'funnel' });
});

it('says where to mend a model that has problems, and keeps the query in sight', () => {
  show(bookings, dataSource({ ...exampleJson, currency: '' }));
  expect(screen.getByText('The sales model of Sales cannot be used')).toBeInTheDocument();
  expect(screen.getByText(/Connections → Data sources → Sales/)).toBeInTheDocument();
  expect(screen.getByLabelText('Definitions of the chosen metrics')).toHaveTextContent(/Bookings/);
});

describe('a variable', () => {
  function showVariable() {
    const onChange = jest.fn<void, [VariableQuery, unknown?]>();
    const query = { refId: 'v' } as VariableQuery;
    render(
      <VariableQueryEditor
        query={query}
        datasource={dataSource()}
        onChange={onChange as never}
        onRunQuery={jest.fn()}
      />
    );
    return { user: userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never }), onChange };
  }

  it('lists the values of a dimension', async () => {
    const { user, onChange } = showVariable();
    await user.click(find('Dimension'));
    await user.click(await screen.findByRole('option', { name: 'Region' }));
    await waitFor(() => expect(onChange).toHaveBeenCalledWith({ refId: 'v', kind: 'dimension', dimension: 'region' }));
  });

  it('lists stages or metrics', async () => {
    const { user, onChange } = showVariable();
    await user.click(screen.getByRole('radio', { name: 'Stages' }));
    expect(onChange).toHaveBeenLastCalledWith({ refId: 'v', kind: 'stages' });
  });
});
