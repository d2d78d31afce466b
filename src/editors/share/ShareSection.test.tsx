import '@testing-library/jest-dom';
import React from 'react';
import type { DataSourceSettings } from '@grafana/data';
import { setBackendSrv, type BackendSrv } from '@grafana/runtime';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import type { SalesFunnelOptions } from '../../datasource/types';
import { pluginId } from '../../native/pluginId';
import { exampleModel } from '../example.fixture';
import { ShareSection } from './ShareSection';

jest.setTimeout(30_000);

const source = { type: pluginId, uid: '${ds}' };
const panel = (id: number, title: string, query: object) => ({
  id,
  type: 'table',
  title,
  datasource: source,
  targets: [{ refId: 'A', datasource: source, schemaVersion: 1, ...query }],
});
const dashboard = {
  uid: 'sales',
  title: 'Sales',
  panels: [
    panel(1, 'Bookings', {
      type: 'metrics',
      metrics: ['bookings'],
      filters: [{ dimension: 'region', operator: 'in', values: ['$region'] }],
    }),
    panel(2, 'Deals', { type: 'records', entity: 'deal' }),
  ],
  templating: {
    list: [
      { type: 'datasource', name: 'ds' },
      {
        type: 'query',
        name: 'region',
        label: 'Region',
        multi: true,
        includeAll: true,
        current: { text: ['All'], value: ['$__all'] },
      },
    ],
  },
};

/** What Grafana's back end is asked, and what it says. */
const asked: unknown[][] = [];
const answers: Record<string, () => Promise<unknown>> = {
  '/api/search': async () => [{ uid: 'sales', title: 'Sales', folderTitle: 'Company' }],
  '/api/dashboards/uid/sales': async () => ({ dashboard, meta: {} }),
};

beforeEach(() => {
  asked.length = 0;
  setBackendSrv({
    get: (url: string, params: unknown) => {
      asked.push([url, params]);
      return answers[url]?.() ?? Promise.reject({ data: { message: 'Dashboard not found' } });
    },
  } as unknown as BackendSrv);
});

const saved: SalesFunnelOptions = { sqlDatasource: { uid: 'pg', type: 'grafana-postgresql-datasource' } };

function show(jsonData: SalesFunnelOptions = saved, model = exampleModel()) {
  const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
  render(
    <ShareSection options={{ type: pluginId, jsonData } as DataSourceSettings<SalesFunnelOptions>} model={model} />
  );
  return user;
}

const paste = (text: string) =>
  act(async () => {
    fireEvent.change(screen.getByLabelText('Dashboard as JSON'), { target: { value: text } });
  });

/** What the button puts on the clipboard. */
async function copied(user: ReturnType<typeof userEvent.setup>, name: string): Promise<string> {
  const write = jest.spyOn(navigator.clipboard, 'writeText').mockResolvedValue(undefined);
  Object.defineProperty(window, 'isSecureContext', { value: true, configurable: true });
  await user.click(screen.getByRole('button', { name }));
  await waitFor(() => expect(write).toHaveBeenCalled());
  return write.mock.calls[0]![0];
}

describe('a dashboard', () => {
  it('is pasted, and comes back in plain SQL with what is lost', async () => {
    const user = show();
    await paste(JSON.stringify(dashboard));
    expect(await screen.findByLabelText('What differs from the dashboard itself')).toHaveTextContent(
      /Deals: a list of records has no native form/
    );
    const made = JSON.parse(await copied(user, 'Copy native SQL dashboard'));
    expect(made).toMatchObject({ uid: 'sales-shared', templating: { list: [] } });
    expect(made.panels[0].targets[0]).toMatchObject({
      datasource: { uid: 'pg' },
      rawSql: expect.stringContaining('$__timeFrom()'),
    });
    expect(made.panels[0].targets[0].rawSql).not.toContain("'West'");
    expect(JSON.stringify(made)).not.toContain(pluginId);
  });

  it('is frozen to the values that are chosen, typed ones included', async () => {
    const user = show();
    await paste(JSON.stringify(dashboard));
    await user.type(await screen.findByLabelText('Frozen: Region'), 'West{Enter}');
    expect(await screen.findByText('frozen: Region: West')).toBeInTheDocument();
    const made = JSON.parse(await copied(user, 'Copy native SQL dashboard'));
    expect(made.panels[0].targets[0].rawSql).toContain("'West'");
  });

  it('is found by its title in Grafana', async () => {
    const user = show();
    await user.type(screen.getByRole('combobox', { name: /^Dashboard/ }), 'Sal');
    await user.click(await screen.findByRole('option', { name: /Sales/ }));
    expect(await screen.findByText('Sales (shared): ready.')).toBeInTheDocument();
    expect(asked).toContainEqual(['/api/search', { type: 'dash-db', query: 'Sal', limit: 50 }]);
  });

  it('that cannot be read is a sentence', async () => {
    show();
    await paste('{ "title": "x" }');
    expect(await screen.findByText('This is no dashboard: it has no list of panels')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Copy native SQL dashboard' })).not.toBeInTheDocument();
  });
});

describe('alert rules', () => {
  it('are copied as a provisioning file of this SQL data source', async () => {
    const user = show();
    const yaml = await copied(user, 'Copy alert rules');
    expect(yaml).toMatch(/^apiVersion: 1\ngroups:\n/);
    expect(yaml).toContain('datasourceUid: pg');
    expect(yaml).not.toContain('sales-sql');
  });

  it('that the model cannot answer are listed with the reason', () => {
    show();
    const list = screen.getByLabelText('Rules that this model cannot answer');
    expect(within(list).getByText(/^Bookings are behind the pace of the target: .*target/)).toBeInTheDocument();
  });
});

it('waits for a SQL data source and for a valid model', () => {
  show({});
  expect(screen.getByText('It waits for a database, and for a model without problems')).toBeInTheDocument();
  expect(screen.queryByLabelText('Dashboard as JSON')).not.toBeInTheDocument();
});
