/** @jest-environment jsdom */
import { FieldType, getFieldDisplayName, getFieldDisplayValues, createTheme, type DataFrame } from '@grafana/data';
import type { Calendar } from '../model/types';
import type { Result, ResultColumn } from '../result/Result';
import { toFrames, type FrameContext } from './toFrames';

const calendar: Calendar = { timeZone: 'Europe/Berlin', weekStart: 'monday', fiscalYearStart: 1, holidays: [] };
const context: FrameContext = { refId: 'A', calendar, dashboardZone: 'Europe/Berlin' };

const column = (
  name: string,
  role: ResultColumn['role'],
  values: ResultColumn['values'],
  rest: Partial<ResultColumn> = {}
): ResultColumn => ({
  name,
  role,
  values,
  type: role === 'dimension' || role === 'time' || role === 'stage' ? 'text' : 'number',
  label: name,
  ...rest,
});
const result = (columns: ResultColumn[], rest: Partial<Result> = {}): Result => ({
  columns,
  length: columns[0]!.values.length,
  notices: [],
  currency: 'EUR',
  modelHash: 'abc',
  zone: 'Europe/Berlin',
  ...rest,
});
const time = column('time', 'time', ['2026-03-01', '2026-03-01', '2026-04-01'], { label: 'Month' });
const instants = ['2026-02-28T23:00:00Z', '2026-02-28T23:00:00Z', '2026-03-31T22:00:00Z'].map((iso) => new Date(iso));
const region = column('region', 'dimension', ['West', 'East', 'West'], { label: 'Region', keys: ['w', 'e', 'w'] });
const rate = column('win_rate', 'metric', [0.2, null, 0.3], {
  label: 'Win rate',
  unit: 'percent',
  description: 'Won / closed.',
});
const low = column('win_rate.low', 'evidence', [0.1, null, 0.2], {
  label: 'Win rate, low',
  unit: 'percent',
  metric: 'win_rate',
});

const only = (frames: DataFrame[]): DataFrame => {
  expect(frames).toHaveLength(1);
  return frames[0]!;
};
const shown = (frame: DataFrame) => frame.fields.map((field) => getFieldDisplayName(field, frame, [frame]));

describe('a result with buckets', () => {
  it('becomes one wide frame: local midnights, and a labelled field for each series', () => {
    const frame = only(toFrames(result([time, region, rate], { instants, grain: 'month' }), context));
    expect(frame.refId).toBe('A');
    expect(frame.fields.map(({ name, type, labels, values }) => ({ name, type, labels, values }))).toEqual([
      {
        name: 'time',
        type: FieldType.time,
        labels: undefined,
        values: [Date.UTC(2026, 1, 28, 23), Date.UTC(2026, 2, 31, 22)],
      },
      { name: 'win_rate', type: FieldType.number, labels: { region: 'West' }, values: [0.2, 0.3] },
      { name: 'win_rate', type: FieldType.number, labels: { region: 'East' }, values: [null, null] },
    ]);
    expect(shown(frame)).toEqual(['Month', 'West', 'East']);
    expect(frame.meta).toMatchObject({
      type: 'timeseries-wide',
      preferredVisualisationType: 'graph',
      custom: { modelHash: 'abc', grain: 'month' },
    });
  });

  it('names the metric beside the dimension when several columns are shown, evidence included', () => {
    const frame = only(toFrames(result([time, region, rate, low], { instants }), context));
    expect(shown(frame).slice(1)).toEqual([
      'Win rate · West',
      'Win rate, low · West',
      'Win rate · East',
      'Win rate, low · East',
    ]);
    expect(frame.fields[2]!.labels).toEqual({ region: 'West' });
  });

  it('shows the metric alone when nothing is to be told apart', () => {
    const frame = only(toFrames(result([time, rate], { instants: instants }), context));
    expect(shown(frame)).toEqual(['Month', 'Win rate']);
    expect(frame.fields[1]!.labels).toBeUndefined();
  });

  it('sorts buckets by instant whatever the order of the rows', () => {
    const reversed = { ...time, values: [...time.values].reverse() };
    const frame = only(toFrames(result([reversed, region, rate], { instants: [...instants].reverse() }), context));
    expect(frame.fields[0]!.values).toEqual([Date.UTC(2026, 1, 28, 23), Date.UTC(2026, 2, 31, 22)]);
  });

  it('says so when the dashboard shows another clock, and not when the clocks agree', () => {
    const notices = (dashboardZone: string) =>
      only(toFrames(result([time, region, rate], { instants }), { ...context, dashboardZone })).meta?.notices;
    expect(notices('America/New_York')?.[0]?.text).toContain('midnight in Europe/Berlin');
    expect(notices('Europe/Paris')).toBeUndefined();
    expect(notices('Europe/Berlin')).toBeUndefined();
  });

  it('keeps text buckets and rows when a table is asked for', () => {
    const frame = only(
      toFrames(result([time, region, rate], { instants, grain: 'month' }), {
        ...context,
        shape: 'table',
        dashboardZone: 'UTC',
      })
    );
    expect(frame.fields.map(({ values }) => values)).toEqual([
      ['2026-03', '2026-03', '2026-04'],
      ['West', 'East', 'West'],
      [0.2, null, 0.3],
    ]);
    expect(frame.fields[0]!.type).toBe(FieldType.string);
    expect(frame.meta?.notices).toBeUndefined();
  });
});

describe('a result without buckets', () => {
  it('becomes a table with stable names, labels to read, and cells that can be filtered by', () => {
    const frame = only(
      toFrames(result([region, rate]), { ...context, sql: 'SELECT 1', notices: [{ severity: 'warning', text: 'cut' }] })
    );
    expect(frame.fields.map((field) => field.name)).toEqual(['region', 'win_rate']);
    expect(shown(frame)).toEqual(['Region', 'Win rate']);
    expect(frame.fields[0]!.config.filterable).toBe(true);
    expect(frame.fields[1]!.config).toMatchObject({
      unit: 'percentunit',
      decimals: 1,
      min: 0,
      description: 'Won / closed.',
    });
    expect(frame.meta).toMatchObject({
      preferredVisualisationType: 'table',
      executedQueryString: 'SELECT 1',
      notices: [{ text: 'cut' }],
    });
    expect(frame.meta?.type).toBeUndefined();
  });

  it('offers no filter by labels that are not in the database', () => {
    const filterable = (labels: string[], keys: Array<string | null>) =>
      only(toFrames(result([column('owner', 'dimension', labels, { keys })]), context)).fields[0]!.config.filterable;
    expect([
      filterable(['Ann', '(none)'], ['7', null]),
      filterable(['Ann (7)', 'Ann (8)'], ['7', '8']),
      filterable(['(empty)'], [' ']),
      filterable(['(empty) ( )', '(empty) ()'], [' ', '']),
      filterable([''], ['']),
    ]).toEqual([true, undefined, true, undefined, undefined]);
  });

  it('keeps types of text and booleans', () => {
    const frame = only(
      toFrames(
        result([
          column('mature', 'evidence', [true], { type: 'boolean' }),
          column('note', 'metric', ['x'], { type: 'text' }),
        ]),
        context
      )
    );
    expect(frame.fields.map((field) => field.type)).toEqual([FieldType.boolean, FieldType.string]);
  });

  it('says each notice once, in the order result, zone, request', () => {
    const twice = { severity: 'info' as const, text: 'same' };
    const frame = only(
      toFrames(result([region], { notices: [twice, { severity: 'warning', text: 'first' }] }), {
        ...context,
        notices: [twice],
      })
    );
    expect(frame.meta?.notices?.map(({ text }) => text)).toEqual(['same', 'first']);
  });
});

describe('an answer without rows', () => {
  const empty = (of: ResultColumn): ResultColumn => ({ ...of, values: [] });
  it('keeps the fields of a table', () => {
    const frame = only(toFrames(result([empty(region), empty(rate)]), context));
    expect([frame.length, frame.fields.map(({ name, values }) => [name, values])]).toEqual([
      0,
      [
        ['region', []],
        ['win_rate', []],
      ],
    ]);
  });
  it('keeps the time field and one field a metric', () => {
    const frame = only(
      toFrames(result([empty(time), empty(region), empty(rate), empty(low)], { instants: [] }), context)
    );
    expect([frame.length, frame.fields.map(({ name }) => name)]).toEqual([0, ['time', 'win_rate', 'win_rate.low']]);
    expect(shown(frame)).toEqual(['Month', 'Win rate', 'Win rate, low']);
  });
});

it('prints titles and numbers in a bar gauge as a person reads them', () => {
  const stage = column('stage', 'stage', ['Proposal', 'Won'], { label: 'Stage' });
  const reached = column('reached', 'metric', [1234, 56], { label: 'Reached', unit: 'count' });
  const data = toFrames(result([stage, reached]), context);
  const displays = getFieldDisplayValues({
    data,
    fieldConfig: { defaults: {}, overrides: [] },
    reduceOptions: { values: true, calcs: [] },
    replaceVariables: (text) => text,
    theme: createTheme(),
  });
  expect(displays.map(({ display }) => display.title)).toEqual(['Proposal', 'Won']);
});

it('opens a row in the CRM by an address that no panel shows', () => {
  const name = column('name', 'field', ['Acme'], { type: 'text', opens: 'link' });
  const link = column('link', 'link', ['https://crm.example/a%2Fb'], { type: 'text' });
  const { fields } = only(toFrames(result([name, link]), context));
  expect(fields[0]!.config.links).toEqual([
    { title: 'Open in the CRM', url: '${__data.fields.link:raw}', targetBlank: true },
  ]);
  expect(fields[1]).toMatchObject({
    name: 'link',
    values: ['https://crm.example/a%2Fb'],
    config: { custom: { hidden: true, hideFrom: { viz: true } } },
  });
});
