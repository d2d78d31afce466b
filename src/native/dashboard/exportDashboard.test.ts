import { readFileSync } from 'node:fs';
import { postgres } from '../../dialects/postgres';
import { parseModelOrThrow } from '../../model/parse';
import { pluginId } from '../pluginId';
import type { Dashboard, Panel } from './Dashboard';
import { exportDashboard } from './exportDashboard';

const model = parseModelOrThrow(JSON.parse(readFileSync('examples/demo/model.json', 'utf8')));
const source = { type: pluginId, uid: '${ds}' };
const context = { model, dialect: postgres, pluginId, datasourceUid: 'sales-sql', datasourceType: 'grafana-postgresql-datasource', variables: {} };

const panel = (query: object, rest: Partial<Panel> = {}): Panel => ({
  id: 1, type: 'table', title: 'Bookings in ${region:text}', datasource: source, targets: [{ refId: 'A', datasource: source, schemaVersion: 1, ...query }], ...rest,
});
const dashboard = (...panels: Panel[]): Dashboard => ({
  uid: 'sales', title: 'Sales', panels,
  templating: {
    list: [
      { type: 'datasource', name: 'ds' },
      { type: 'query', name: 'region', label: 'Region', current: { text: ['All'], value: ['$__all'] } },
      { type: 'custom', name: 'grain', label: 'By', current: { text: 'month', value: 'month' } },
      { type: 'adhoc', name: 'filters' },
    ],
  },
});
const chosen = { dimension: 'region', operator: 'in', values: ['$region'] };
const bookings = { type: 'metrics', metrics: ['bookings'], filters: [chosen] };
const first = (exported: { dashboard: Dashboard }): Panel => exported.dashboard.panels![0]!;
const sqlOf = (one: Panel): string => String(one.targets![0]!['rawSql']);

it('asks the SQL data source, bounded by its macros, and leaves out a filter by All', () => {
  const exported = exportDashboard(dashboard(panel(bookings)), context);
  const { targets, title, datasource } = first(exported);
  expect(targets).toMatchObject([{ refId: 'A', format: 'table', rawQuery: true, datasource: { uid: 'sales-sql', type: 'grafana-postgresql-datasource' } }]);
  expect(sqlOf(first(exported))).toContain('$__timeFrom()');
  expect(sqlOf(first(exported))).not.toContain('"region"');
  expect(datasource).toEqual({ uid: 'sales-sql', type: 'grafana-postgresql-datasource' });
  expect(title).toBe('Bookings in All');
  expect(JSON.stringify(exported.dashboard)).not.toContain(pluginId);
  expect(exported.dashboard).toMatchObject({ uid: 'sales-shared', title: 'Sales (shared)', templating: { list: [] }, id: null });
});

it.each([['14d', true], ['now/M', false]])('a panel’s own range of %s begins at a calendar unit, or not', (timeFrom, isOwn) => {
  const compared = { ...bookings, compare: 'previous-period' };
  const exported = exportDashboard(dashboard(panel(compared, { timeFrom })), context);
  // As long before is known of 14 days; of a month it would be another one, and the comparison is left out.
  expect([sqlOf(first(exported)).includes('previous'), exported.notes.some((note) => note.includes('period before'))]).toEqual([isOwn, !isOwn]);
});

it('freezes a variable to what it is told, and says so', () => {
  const exported = exportDashboard(dashboard(panel(bookings)), { ...context, variables: { region: ["W'est $__timeFrom()"] } });
  expect(sqlOf(first(exported))).toContain("('W''est $' || '__timeFrom()')");
  expect(exported.dashboard.description).toContain("Region: W'est");
  expect(exported.notes).toContain("frozen: Region: W'est $__timeFrom()");
});

it('fills a variable inside a longer text as our panels do, and takes any other $ for a text', () => {
  const source = (value: string, region: readonly string[]): string => {
    const one = exportDashboard(dashboard(panel({ type: 'metrics', metrics: ['bookings'], filters: [{ dimension: 'source', operator: 'in', values: [value] }] })), { ...context, variables: { region } });
    return one.notes.concat(sqlOf({ ...first(one), targets: first(one).targets ?? [{ rawSql: '' }] })).join('\n');
  };
  expect(source('Tier $region', ['West', 'East'])).toContain("IN ('Tier West', 'Tier East')");
  expect(source('under $500', ['West'])).toContain("= ('under $' || '500')");
  expect(source('$__all', ['West'])).not.toContain('"source"');
  expect(source('$nowhere', ['West'])).toContain('the variable $nowhere has no value');
  expect(source('Tier $region', ['All'])).toContain('of which all are chosen');
});

it('refuses a value for a variable that the dashboard lacks', () => {
  expect(() => exportDashboard(dashboard(), { ...context, variables: { regoin: ['West'] } })).toThrow('the dashboard has no variable "regoin": it has region, grain');
});

it('keeps a series a series, with the names that our frames give', () => {
  const exported = first(exportDashboard(dashboard(panel({ ...bookings, grain: '$grain', by: ['region'] }, { type: 'timeseries' })), context));
  expect(exported.targets).toMatchObject([{ format: 'time_series' }]);
  const [override] = exported.fieldConfig!.overrides!;
  expect(override).toMatchObject({ matcher: { id: 'byName', options: 'bookings' } });
  expect(override!.properties).toContainEqual({ id: 'displayName', value: '${__field.labels["region"]}' });
  expect(override!.properties).toContainEqual({ id: 'unit', value: 'currencyEUR' });
});

describe('filters that the dashboard was saved with', () => {
  const west = { key: 'region', operator: '=|', value: "W'est", values: ["W'est"] };
  const saved = (filter: object, type = pluginId): Dashboard => ({
    ...dashboard(panel({ type: 'metrics', metrics: ['bookings'] }, { title: 'Won' })),
    templating: { list: [{ type: 'adhoc', name: 'filters', datasource: { type, uid: '${ds}' }, baseFilters: [{ key: 'planet', operator: '=', value: 'Mars' }], filters: [filter] }] },
  });

  it('stay, and those that a panel lacks are a note', () => {
    const { dashboard: exported, notes } = exportDashboard(saved(west), context);
    expect(sqlOf(exported.panels![0]!)).toContain("'W''est'");
    expect(notes).toContain("frozen: Filter: region in W'est");
    expect(notes.join()).toContain('Won: The dashboard filter on "planet" is not applied');
    expect(exported.description).toContain('Filter: region in');
  });

  it('refuse the export where they cannot be applied', () => {
    expect(() => exportDashboard(saved({ ...west, operator: '<' }), context)).toThrow('cannot be applied');
  });

  it('of another data source are none of ours', () => {
    expect(sqlOf(first(exportDashboard(saved(west, 'prometheus'), context)))).not.toContain("W''est");
  });
});

describe('groups side by side', () => {
  const funnel = { type: 'funnel', entity: 'deal', by: 'region', matrix: 'step_conversion' };

  it('are made by transformations, and every column has the unit of the cells', () => {
    const { transformations, fieldConfig, targets } = first(exportDashboard(dashboard(panel(funnel)), context));
    expect(targets).toMatchObject([{ format: 'table' }]);
    expect(transformations).toMatchObject([
      { id: 'filterByValue', options: { filters: [{ fieldName: 'step_conversion', config: { id: 'isNotNull' } }] } },
      { id: 'groupingToMatrix', options: { columnField: 'region', rowField: 'stage', valueField: 'step_conversion' } },
    ]);
    expect(fieldConfig!.overrides).toMatchObject([
      { matcher: { id: 'byName', options: 'stage\\region' }, properties: [{ id: 'displayName', value: 'Stage' }] },
      { matcher: { id: 'byType', options: 'number' }, properties: expect.arrayContaining([{ id: 'unit', value: 'percentunit' }]) },
    ]);
  });

  it('are a note where another query stands beside them, because Grafana spreads one answer only', () => {
    const other = { refId: 'B', datasource: source, schemaVersion: 1, ...bookings };
    const both = panel(funnel, {});
    const exported = exportDashboard(dashboard({ ...both, targets: [...both.targets!, other] }), context);
    expect(exported.notes.join()).toContain('groups side by side have no native form beside another query');
    expect(first(exported).targets).toHaveLength(1);
  });

  it('are nothing without groups, as on our panels', () => {
    expect(first(exportDashboard(dashboard(panel({ ...funnel, by: undefined })), context)).transformations).toBeUndefined();
  });
});

it('puts a note in the place of a panel that has no native form, and keeps the others', () => {
  const quality = panel({ type: 'quality' }, { id: 7, title: 'Checks', gridPos: { x: 0, y: 4, w: 12, h: 8 } });
  const { dashboard: exported, notes } = exportDashboard(dashboard(panel(bookings), quality), context);
  expect(exported.panels![1]).toMatchObject({ id: 7, type: 'text', title: 'Checks', gridPos: { x: 0, y: 4, w: 12, h: 8 } });
  expect(notes.join()).toMatch(/Checks: the table of data checks has no native form/);
});

it('leaves out a comparison that has no native form, says so, and keeps the rest', () => {
  const compared = (metric: string, rest: object = {}) => first(exportDashboard(dashboard(panel({ type: 'metrics', metrics: [metric], by: ['source'], compare: 'previous-period', ...rest })), context));
  const rate = compared('win_rate');
  expect(rate).toMatchObject({ type: 'table', description: expect.stringMatching(/^the period before is not shown here, nor groups that had rows only then/) });
  expect(sqlOf(rate)).toBe(sqlOf(compared('win_rate', { compare: undefined })));
  expect(JSON.stringify(rate.fieldConfig)).not.toContain('win_rate.previous');
  expect(sqlOf(compared('win_rate', { period: 'this-month' }))).toContain('win_rate.previous');
  expect(compared('bookings_growth', { compare: undefined })).toMatchObject({ type: 'text' });
});

it('leaves panels of other data sources and their queries alone, and drops links', () => {
  const other = { id: 3, type: 'table', title: 'Mine', datasource: { type: 'grafana-postgresql-datasource', uid: 'x' }, targets: [{ refId: 'A', rawSql: 'SELECT 1' }] };
  const linked = panel(bookings, { fieldConfig: { defaults: { links: [{ title: 'a' }], min: 0 }, overrides: [{ matcher: { id: 'byName', options: 'bookings' }, properties: [{ id: 'links', value: [] }, { id: 'displayName', value: 'Won' }] }] } });
  const exported = exportDashboard(dashboard(other, linked), context).dashboard.panels!;
  expect(exported[0]).toEqual(other);
  expect(exported[1]!.fieldConfig!.defaults).toEqual({ min: 0 });
  expect(exported[1]!.fieldConfig!.overrides!.at(-1)!.properties).toEqual([{ id: 'displayName', value: 'Won' }]);
});

it('says what a copy cannot have: repeats, panels of a library, annotations, variables of other panels', () => {
  const library = { uid: 'lib', name: 'Shared' };
  const other = { id: 4, type: 'table', title: 'Mine', datasource: { type: 'x', uid: 'x' }, targets: [{ refId: 'A', rawSql: "SELECT '${region:csv}'" }] };
  const whole = {
    ...dashboard(panel(bookings, { repeat: 'region' }), { id: 2, title: 'Named', libraryPanel: library }, panel(bookings, { libraryPanel: library }), other),
    annotations: { list: [{ name: 'Alerts', builtIn: 1 }, { name: 'Quarter ends' }] },
    __inputs: [{ name: 'DS_SALES', pluginId }, { name: 'DS_X', pluginId: 'x' }],
  };
  const { dashboard: exported, notes } = exportDashboard(whole, context);
  const [repeated, named, inline, carried] = exported.panels!;
  expect(notes.slice(1)).toEqual([
    'annotations "Quarter ends" are left out',
    'Bookings in All: one for all values of "region" together, in place of one for each',
    'Named: it is a library panel, which the file only names: unlink it from the library before the export',
    'Mine: carried over as it is, but it names $region, which the copy does not have: write a value in its place',
  ]);
  expect(repeated).not.toHaveProperty('repeat');
  expect(named).toMatchObject({ type: 'text' });
  expect(inline).not.toHaveProperty('libraryPanel');
  expect(inline!.targets).toMatchObject([{ rawSql: sqlOf(repeated!) }]);
  expect(carried).toEqual(other);
  expect(exported).toMatchObject({ annotations: { list: [{ name: 'Alerts' }] }, __inputs: [{ name: 'DS_X' }] });
});

it('refuses what is no dashboard', () => {
  expect(() => exportDashboard({ title: 'x' }, context)).toThrow('the file is no dashboard');
});
