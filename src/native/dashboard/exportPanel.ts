/** A panel of ours → the same panel over Grafana's own SQL data source, or a note where there is no such form. */
import { bucketName, compileNative } from '../../compile/native';
import type { SalesModel } from '../../model/types';
import { interpolateQuery } from '../../plan/interpolateQuery';
import { migrateQuery } from '../../plan/migrateQuery';
import { planNative, type NativeOptions, type NativePlan } from '../../plan/native';
import { withOffered } from '../../plan/offeredFilters';
import { planQuery } from '../../plan/planQuery';
import type { Filter, SalesQuery } from '../../plan/query';
import { assemble } from '../../result/assemble';
import type { ResultColumn } from '../../result/Result';
import { print } from '../../sql/print';
import { SalesError } from '../../sql/SalesError';
import type { Json, Override, Panel } from './Dashboard';
import type { ExportContext } from './exportDashboard';
import { fieldOverrides } from './fieldOverrides';
import type { Frozen } from './frozenVariables';
import { matrixOf, type Matrix } from './matrix';

/** Which filters apply, and which columns an answer has, does not depend on the range. */
const anyRange = { from: new Date(0), to: new Date(86_400_000), now: new Date(86_400_000) };

interface NativeTarget {
  readonly target: Json;
  readonly columns: readonly ResultColumn[];
  readonly isSeries: boolean;
  /** Groups side by side, in place of a table of all columns. */
  readonly matrix?: Matrix;
  readonly notes: readonly string[];
}

/** What every panel keeps of its dashboard. */
export interface Kept extends Frozen {
  readonly filters: readonly Filter[];
}

export interface ExportedPanel {
  readonly panel: Panel;
  /** What the panel cannot show any more, or shows in another way. */
  readonly notes: readonly string[];
}

export function exportPanel(panel: Panel, frozen: Kept, context: ExportContext): ExportedPanel {
  const own = (panel.targets ?? []).filter((target) => !target['hide']);
  const tried = own.map((target) => exportTarget(target, panel, frozen, context));
  const done = tried.filter((one): one is NativeTarget => typeof one !== 'string');
  const failed = tried.filter((one): one is string => typeof one === 'string');
  const title = frozen.fill(panel.title ?? '');
  if (done.length === 0) {
    return { panel: notePanel({ ...panel, title }, failed), notes: failed.map((reason) => `${title}: ${reason}`) };
  }
  const notes = [...failed, ...done.flatMap((one) => one.notes)];
  const source = { type: context.datasourceType, uid: context.datasourceUid };
  // A series keeps its time.
  const matrix = done[0]!.matrix;
  const transformations = [...(matrix?.transformations ?? []), ...(panel.transformations ?? [])];
  const columns = done.flatMap((one) => (one.isSeries ? one.columns.filter(({ role }) => role !== 'time') : one.columns));
  return {
    panel: {
      ...panel,
      title,
      description: [frozen.fill(panel.description ?? ''), ...notes].filter(Boolean).join('\n\n'),
      datasource: source,
      targets: done.map(({ target }) => target),
      links: [],
      ...(transformations.length ? { transformations: transformations.map((one) => byNames(one, columns)) } : {}),
      fieldConfig: {
        defaults: withoutLinks(panel.fieldConfig?.defaults ?? {}),
        overrides: [...done.flatMap((one) => one.matrix?.overrides ?? fieldOverrides(one.columns, context.model.currency, one.isSeries)), ...(panel.fieldConfig?.overrides ?? []).map(overrideWithoutLinks)],
      },
    },
    notes: notes.map((note) => `${title}: ${note}`),
  };
}

/** The target, or the sentence that says why there is none. */
function exportTarget(target: Json, panel: Panel, frozen: Kept, context: ExportContext): NativeTarget | string {
  const { model, dialect } = context;
  try {
    const filled = interpolateQuery(migrateQuery(target), frozen.expand);
    const { query: whole, notices } = withOffered(filled, frozen.filters, (tried) => planQuery(tried, model, anyRange));
    // A panel's own range begins at no calendar unit when it is its last 14 days, and at one when it is now/M.
    const { native, query, lost } = planShared(whole, model, { window: { kind: 'range', ...(panel.timeFrom && !panel.timeFrom.includes('/') ? { isUnaligned: true } : {}) }, clock: 'database' });
    const columns = assemble(planQuery(query, model, anyRange), { main: [], targets: [], undated: [] }).columns;
    const matrix = typeof target['matrix'] === 'string' ? matrixOf(columns, target['matrix'], model.currency) : undefined;
    if (matrix && (panel.targets ?? []).filter(({ hide }) => !hide).length > 1) {
      throw new SalesError('export/matrix', 'groups side by side have no native form beside another query: give them a panel of their own');
    }
    const isSeries = hasGrain(query) && target['shape'] !== 'table' && !matrix;
    const rawSql = print(compileNative(native, dialect, { kind: isSeries ? 'series' : 'table' }), dialect);
    return {
      isSeries,
      columns,
      ...(matrix ? { matrix } : {}),
      notes: [...notices.map(({ text }) => text), ...lost],
      target: {
        refId: target['refId'], datasource: { type: context.datasourceType, uid: context.datasourceUid },
        rawSql, format: isSeries ? 'time_series' : 'table', rawQuery: true, editorMode: 'code',
      },
    };
  } catch (error) {
    if (error instanceof SalesError) {
      return error.message;
    }
    throw error;
  }
}

/** Where only the comparison with the period before has no native form, the rest is shown, and what is lost is said. */
function planShared(query: SalesQuery, model: SalesModel, options: NativeOptions): { readonly native: NativePlan; readonly query: SalesQuery; readonly lost: readonly string[] } {
  try {
    return { native: planNative(query, model, options), query, lost: [] };
  } catch (error) {
    if (!(error instanceof SalesError) || error.code !== 'native/period-before' || query.type !== 'metrics' || query.compare === undefined) {
      throw error;
    }
    const { compare: _compare, ...rest } = query;
    return { native: planNative(rest, model, options), query: rest, lost: ['the period before is not shown here, nor groups that had rows only then: the comparison has no native form over a free range'] };
  }
}

const hasGrain = (query: SalesQuery): boolean => query.type === 'metrics' && query.grain !== undefined;

export function notePanel({ id, gridPos, title }: Panel, reasons: readonly string[]): Panel {
  const content = `This panel needs the Sales Funnel data source and cannot be shown here: ${[...new Set(reasons)].join('; ')}.`;
  return { id, gridPos, title, type: 'text', description: '', options: { mode: 'markdown', content } };
}

/** Our frames also answer to their labels; the columns of plain SQL have one name. */
function byNames(transformation: Json, columns: readonly ResultColumn[]): Json {
  const nameOf = (key: string): string => {
    const own = columns.find(({ name }) => name === key) ?? columns.find(({ label }) => label === key);
    return own?.role === 'time' ? bucketName : (own?.name ?? key);
  };
  const rename = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).map(([key, of]) => [nameOf(key), of])) : value;
  const options = (transformation['options'] ?? {}) as Json;
  const renamed = ['indexByName', 'includeByName', 'excludeByName', 'renameByName'].filter((key) => options[key] !== undefined).map((key) => [key, rename(options[key])]);
  const byField = typeof options['byField'] === 'string' ? [['byField', nameOf(options['byField'])]] : [];
  return { ...transformation, options: { ...options, ...Object.fromEntries([...renamed, ...byField]) } };
}

const withoutLinks = ({ links: _links, ...rest }: Json): Json => rest;
const overrideWithoutLinks = ({ matcher, properties }: Override): Override => ({ matcher, properties: properties.filter(({ id }) => id !== 'links') });
