import '@testing-library/jest-dom';
import React, { useState, type ChangeEvent } from 'react';
import type { DataSourceSettings } from '@grafana/data';
import { setDataSourceSrv, type DataSourceSrv } from '@grafana/runtime';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { ConfigEditor } from './ConfigEditor';
import type { StoredOptions } from './config/draft';
import { exampleJson } from './example.fixture';

const sqlSource = (uid: string, name: string, type: string) => ({
  uid,
  name,
  type,
  meta: { info: { logos: { small: '' } } },
});
const sources = [
  sqlSource('pg', 'Warehouse', 'grafana-postgresql-datasource'),
  sqlSource('prom', 'Prometheus', 'prometheus'),
  sqlSource('sales', 'Sales', 'salesfunnel-metrics-datasource'),
];

// As the stand-in of the other tests, and with the part of Monaco through which CodeEditor hears of changes.
jest.mock('@monaco-editor/react', () => {
  const { createElement, useEffect, useRef } = jest.requireActual<typeof import('react')>('react');
  function Editor({ value, onMount }: { value: string; onMount: (editor: unknown, monaco: unknown) => void }) {
    const state = useRef({ value, tell: () => {} });
    useEffect(() => {
      const model = { id: 'model', onDidChangeContent: (tell: () => void) => (state.current.tell = tell) };
      onMount(
        { getModel: () => model, getValue: () => state.current.value, onKeyDown: () => {} },
        { KeyCode: {}, editor: { remeasureFonts: () => {} } }
      );
    }, []);
    const set = (next: string) => {
      state.current.value = next;
      state.current.tell();
    };
    useEffect(() => (value === state.current.value ? undefined : set(value)), [value]);
    return createElement('textarea', {
      'aria-label': 'code-editor',
      value,
      onChange: (event: ChangeEvent<HTMLTextAreaElement>) => set(event.currentTarget.value),
    });
  }
  return { __esModule: true, default: Editor, loader: { config() {}, init: async () => ({}) } };
});

jest.setTimeout(30_000);
beforeAll(() => {
  Object.defineProperty(document, 'fonts', { value: { ready: Promise.resolve() } });
  setDataSourceSrv({
    getList: ({ filter }: { filter?: (one: unknown) => boolean } = {}) =>
      sources.filter((one) => filter?.(one) ?? true),
    getInstanceSettings: (ref: unknown) =>
      sources.find(({ uid, name }) => JSON.stringify(ref)?.match(`"(${uid}|${name})"`)),
  } as unknown as DataSourceSrv);
});

async function show(jsonData: StoredOptions, readOnly = false) {
  const onChange = jest.fn<void, [{ jsonData: StoredOptions }]>();
  function Page() {
    const [options, setOptions] = useState({
      type: 'salesfunnel-metrics-datasource',
      readOnly,
      jsonData,
    } as DataSourceSettings<StoredOptions>);
    return (
      <ConfigEditor
        options={options}
        onOptionsChange={(next) => {
          onChange(next);
          setOptions(next);
        }}
      />
    );
  }
  render(<Page />);
  await screen.findByLabelText('code-editor', undefined, { timeout: 15_000 });
  const last = () => onChange.mock.calls[onChange.mock.calls.length - 1]?.[0].jsonData;
  return {
    user: userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never }),
    onChange,
    last,
    model: () => last()?.model as typeof exampleJson,
  };
}

/** Types a text and presses Enter. */
const fill = (input: HTMLElement, text: string) =>
  act(async () => {
    fireEvent.change(input, { target: { value: text } });
    fireEvent.keyDown(input, { key: 'Enter' });
  });

const saved: StoredOptions = {
  sqlDatasource: { uid: 'pg', type: 'grafana-postgresql-datasource' },
  model: exampleJson,
};

it('offers SQL data sources that are spoken to, never its own kind', async () => {
  const { user, last } = await show({ model: exampleJson });
  await user.click(screen.getByLabelText(/SQL data source/));
  const menu = screen.getByLabelText('Select options menu');
  expect(menu).not.toHaveTextContent(/Prometheus|Sales/);
  await user.click(within(menu).getByText('Warehouse'));
  expect(last()?.sqlDatasource).toEqual({ uid: 'pg', type: 'grafana-postgresql-datasource' });
});

describe('the form', () => {
  it('writes into the model when a field is left', async () => {
    const { onChange, model } = await show(saved);
    const probability = screen.getByLabelText('Deals: Probability');
    fireEvent.change(probability, { target: { value: 'chance' } });
    expect(onChange).not.toHaveBeenCalled();
    fireEvent.blur(probability);
    expect(model().entities.deal).toMatchObject({ ...exampleJson.entities.deal, probability: 'chance' });
  });

  it('maps time columns with how they are stored', async () => {
    const { user, model } = await show(saved);
    await fill(screen.getByLabelText('Deals: Expected close'), 'close_date');
    await user.click(screen.getByLabelText('Deals: Expected close is stored as'));
    await user.click(await screen.findByRole('option', { name: /^Date/ }));
    expect(model().entities.deal).toMatchObject({ expectedClose: { column: 'close_date', is: 'date' } });
  });

  it('refuses numbers that are none, and keeps them in the box', async () => {
    const { onChange, model } = await show(saved);
    const sample = screen.getByLabelText('Evidence: Smallest sample');
    await fill(sample, 'many');
    expect(sample).toHaveValue('many');
    expect(onChange).not.toHaveBeenCalled();
    await fill(sample, '50');
    expect(model()).toMatchObject({ minSample: 50 });
  });

  it('adds and removes dimensions', async () => {
    const { user, model } = await show(saved);
    await fill(screen.getByLabelText('Leads: new dimension'), 'campaign');
    await fill(screen.getByLabelText('Leads: column of the new dimension'), 'utm_campaign');
    await user.click(screen.getAllByText('Add dimension')[1]!);
    expect(model().entities.lead.dimensions).toEqual({ region: 'region', source: 'source', campaign: 'utm_campaign' });
    await user.click(screen.getByLabelText('Leads: remove dimension source'));
    expect(model().entities.lead.dimensions).toEqual({ region: 'region', campaign: 'utm_campaign' });
  });

  it('orders, changes and adds stages', async () => {
    const { user, model } = await show(saved);
    await user.click(screen.getByLabelText('Pipeline 1, stage 2: move up'));
    expect(model().pipelines[0]?.stages.map(({ id }) => id)).toEqual(['demo', 'prospecting', 'won', 'lost']);
    const probability = screen.getByLabelText('Pipeline 1, stage 1: probability');
    await fill(probability, '0.4');
    await user.click(screen.getByLabelText('Pipeline 1: add stage'));
    expect(model().pipelines[0]?.stages[0]).toMatchObject({ id: 'demo', probability: 0.4 });
    expect(model().pipelines[0]?.stages[4]).toMatchObject({ id: 'stage-5', kind: 'open' });
  });
});

describe('the JSON', () => {
  const editor = () => screen.getByLabelText<HTMLTextAreaElement>('code-editor');
  const saysWithin = (text: RegExp) =>
    waitFor(() => expect(screen.getByLabelText('Problems in the JSON')).toHaveTextContent(text), { timeout: 10_000 });

  it('is the same model as the form', async () => {
    await show(saved);
    await fill(screen.getByLabelText('Calendar: Holidays'), '2026-12-25');
    expect(JSON.parse(editor().value)).toMatchObject({ calendar: { holidays: ['2026-12-25'] } });
  });

  it('lists problems with their place as one types, and keeps the last valid model', async () => {
    const { last, model } = await show(saved);
    const text = JSON.stringify({ ...exampleJson, calendar: { timeZone: 'Mars' } });
    fireEvent.change(editor(), { target: { value: text } });
    await saysWithin(/calendar.timeZone.*Mars/);
    expect(model()).toEqual(exampleJson);
    expect(last()?.modelDraft).toBe(text);
    expect(screen.getByText(/runs with the last model that had no problem/)).toBeInTheDocument();
    fireEvent.change(editor(), { target: { value: JSON.stringify(exampleJson) } });
    await waitFor(() => expect(last()).toEqual(saved), { timeout: 10_000 });
  });

  it('keeps text that does not parse, and the form waits', async () => {
    const { last } = await show(saved);
    fireEvent.change(editor(), { target: { value: '{ "currency": ' } });
    await saysWithin(/not JSON/);
    expect(editor()).toHaveValue('{ "currency": ');
    expect(last()).toEqual({ ...saved, modelDraft: '{ "currency": ' });
    expect(screen.getByLabelText('Deals: Table')).toBeDisabled();
    expect(screen.getByLabelText('Deals: Table')).toHaveValue('crm.deals');
  });

  it('follows the form, however fast one types there', async () => {
    const { model } = await show(saved);
    await fill(screen.getByLabelText('Deals: Probability'), 'chance');
    await fill(screen.getByLabelText('Deals: Currency'), 'money');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(model().entities.deal).toMatchObject({ probability: 'chance', currency: 'money' });
    expect(JSON.parse(editor().value)).toEqual(model());
  });

  it('comes back to what was typed before', async () => {
    await show({ ...saved, modelDraft: '{ "currency": ' });
    expect(editor()).toHaveValue('{ "currency": ');
  });
});

it('reads the model back, with what metrics lack', async () => {
  await show(saved);
  expect(screen.getByLabelText('What is understood', { selector: 'ul' })).toHaveTextContent(/crm\.deals/);
  expect(screen.getByLabelText('Metrics that lack something')).toHaveTextContent(/qualifiedAt.*Qualified leads/);
});

it('begins with what a new data source needs', async () => {
  await show({});
  expect(screen.getByText('Say where your leads or deals are')).toBeInTheDocument();
  expect(screen.queryByLabelText('Metrics that lack something')).not.toBeInTheDocument();
});

it('shows a provisioned data source as it is', async () => {
  await show(saved, true);
  expect(screen.getByText('This data source is provisioned')).toBeInTheDocument();
  expect(screen.getByLabelText('Deals: Table')).toBeDisabled();
  expect(screen.getByLabelText(/SQL data source/)).toBeDisabled();
  expect(screen.queryByText('Add pipeline')).not.toBeInTheDocument();
});
