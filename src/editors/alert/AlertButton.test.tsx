import '@testing-library/jest-dom';
import React from 'react';
import { dateTime, type DataSourceInstanceSettings, type PanelData, type TimeRange } from '@grafana/data';
import { setBackendSrv, setTemplateSrv, type BackendSrv, type TemplateSrv } from '@grafana/runtime';
import { fireEvent, render, screen } from '@testing-library/react';
import { NEVER } from 'rxjs';
import { SalesFunnelDataSource, type Host } from '../../datasource/SalesFunnelDataSource';
import type { SalesQuery } from '../../plan/query';
import { exampleJson } from '../example.fixture';
import { AlertButton } from './AlertButton';
import { panelOf } from './panel';

jest.setTimeout(30_000);

const type = 'grafana-postgresql-datasource';
const host: Host = {
  getSettings: () => ({ name: 'PostgreSQL', type }) as DataSourceInstanceSettings,
  replace: (text) => text.replace('$region', 'West'),
  isPublic: () => false,
  backendOf: () => ({ query: () => NEVER, callHealthCheck: async () => undefined }),
  wait: 0,
};
const range: TimeRange = { from: dateTime('2026-01-01'), to: dateTime('2026-06-30'), raw: { from: '', to: '' } };
const settings = {
  id: 1,
  uid: 'sales',
  name: 'Sales',
  type: 'salesfunnel-metrics-datasource',
  jsonData: { sqlDatasource: { uid: 'pg', type }, model: exampleJson },
};
const datasource = new SalesFunnelDataSource(settings as unknown as DataSourceInstanceSettings, undefined, host);
const ofPanel = {
  request: {
    dashboardUID: 'dash',
    panelId: 4,
    filters: [{ key: 'product', operator: '=', value: 'Core' }],
  },
} as unknown as PanelData;

const show = (query: object, data?: PanelData) =>
  render(
    <AlertButton
      query={{ refId: 'A', schemaVersion: 1, ...query } as SalesQuery}
      datasource={datasource}
      range={range}
      data={data}
    />
  );

beforeAll(() => {
  setBackendSrv({ fetch: () => NEVER } as unknown as BackendSrv);
  setTemplateSrv({
    getVariables: () => [
      { name: 'region', type: 'query' },
      { name: 'filters', type: 'adhoc' },
    ],
  } as unknown as TemplateSrv);
});

it('makes a rule of what the panel shows now', () => {
  const filters = [{ dimension: 'region', operator: '=', values: ['$region'] }];
  show({ type: 'metrics', metrics: ['win_rate'], filters }, ofPanel);
  fireEvent.click(screen.getByText('Create alert rule'));
  expect(screen.getByText(/where region is West and product is Core/)).toBeVisible();
});

it('knows the saved panel in which it stands, with what a link can set', () => {
  expect(panelOf(ofPanel.request)).toEqual({
    dashboardUid: 'dash',
    panelId: 4,
    variables: ['region'],
    chosen: {},
    adHoc: 'filters',
  });
  expect(panelOf(undefined)).toBeUndefined();
  expect(panelOf({ dashboardUID: '', panelId: 4 })).toBeUndefined();
});

it('keeps what was typed when the panel refreshes below it', () => {
  const button = (data: PanelData, within = range) => (
    <AlertButton
      query={{ refId: 'A', schemaVersion: 1, type: 'metrics', metrics: ['win_rate'] } as SalesQuery}
      datasource={datasource}
      range={within}
      data={data}
    />
  );
  const { rerender } = render(button(ofPanel));
  fireEvent.click(screen.getByText('Create alert rule'));
  fireEvent.change(screen.getByLabelText('Name of the rule'), { target: { value: 'Mine' } });
  rerender(button({ ...ofPanel, request: { ...ofPanel.request! } }, { ...range, to: dateTime('2026-07-01') }));
  expect(screen.getByLabelText('Name of the rule')).toHaveValue('Mine');
});

it('offers the metrics of a query of which a rule can be made', () => {
  show({ type: 'metrics', metrics: ['win_rate', 'deals_created'], grain: 'month' });
  fireEvent.click(screen.getByText('Create alert rule'));
  expect(screen.getByText("A rule watches one of the query's metrics.")).toBeVisible();
  expect(screen.getByText(/^The rule watches win rate/)).toBeVisible();
});

it.each([
  [{ type: 'records' }, /A list of records has no rule: ask for the metric that counts them/],
  [{ type: 'pipeline' }, /A waterfall has no rule: ask for a metric of it/],
  [{ type: 'quality' }, /The table of data checks has no rule: ask for one of them/],
  [{ type: 'metrics', metrics: ['revenue'] }, /"revenue"/],
])('says why there is no rule of %j, in place of the button', (query, reason) => {
  show(query);
  expect(screen.getByLabelText('Why no alert rule')).toHaveTextContent(reason);
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
});

it('says nothing before a metric is chosen', () => {
  const { container } = show({ type: 'metrics', metrics: [] });
  expect(container).toBeEmptyDOMElement();
});
