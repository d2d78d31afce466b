/** A definition → Grafana's rule: a query for each number, a Math step that decides, a threshold as the condition. */
import { compileNative } from '../../compile/native';
import { compileElapsed } from '../../compile/native/elapsed';
import { compileEnds } from '../../compile/native/ends';
import type { SalesModel } from '../../model/types';
import { planNative, type RelativeWindow } from '../../plan/native';
import { print } from '../../sql';
import type { Dialect } from '../../sql/Dialect';
import { SalesError } from '../../sql/SalesError';
import { expressionSource, type DataSourceRef, type Rule, type RuleQuery } from '../grafana/Rule';
import type { AlertDefinition, PanelReference } from './AlertDefinition';
import { gateOf } from './gate';
import { panelLink, secondsBack, type Panel } from './link';
import { descriptionOf, summaryOf } from './texts';
import { endsOf, labelNames, subject, valuesOf, type EndId, type RefId, type RuleValue, type WindowId } from './values';

export interface RuleContext {
  /** The SQL data source that Grafana evaluates the rule with. */
  readonly source: DataSourceRef;
  /** The panel of a definition; absent where there are no dashboards to lead to. Throws for one that does not exist. */
  readonly panelOf?: (reference: PanelReference) => Panel;
}

/** Seconds that a rule's own range covers unless it says otherwise: stocks are read at its end. */
export const usualRange = 86_400;

/**
 * @throws SalesError `alert/…` where the definition does not fit, `native/…` and `query/…` where its numbers have no
 * form that a database can compute alone
 */
export function toRule(definition: AlertDefinition, model: SalesModel, dialect: Dialect, context: RuleContext): Rule {
  const { window } = definition;
  const select = (id: WindowId) => (id === 'elapsed' ? compileElapsed(window, model.calendar, dialect) : compileEnds(window, model.calendar, dialect)[id]);
  return ruleOf(definition, model, context, {
    value: (value) => statement(value, model, dialect),
    ofWindow: (id) => print({ ...select(id), comment: windowComments[id] }, dialect),
  });
}

const statement = ({ query, window, spine, column, z, nulls, keyed }: RuleValue, model: SalesModel, dialect: Dialect): string =>
  print(
    compileNative(planNative(query, model, { window, clock: 'range-end', ...(spine && { spine }) }), dialect, { kind: 'number', column, z, nulls, keyed }),
    dialect
  );

const windowComments: Readonly<Record<WindowId, string>> = {
  from: 'where the link to the panel begins, in milliseconds since 1970',
  to: 'where the link to the panel ends, in milliseconds since 1970',
  elapsed: 'which part of the working days has begun',
};

/** The SQL of one number each. */
export interface Statements {
  readonly value: (value: RuleValue) => string;
  readonly ofWindow: (id: WindowId) => string;
}

export function ruleOf(definition: AlertDefinition, model: SalesModel, context: RuleContext, statements: Statements): Rule {
  const values = valuesOf(definition, model);
  const refIds = new Set(values.map(({ refId }) => refId));
  const panel = definition.panel && context.panelOf?.(definition.panel);
  const labels = ruleLabels(definition);
  const ends = panel ? endsOf(definition) : [];
  const ofWindow: readonly WindowId[] = [...elapsedOf(definition), ...ends];
  return {
    uid: uidOf(definition),
    title: definition.title,
    condition: 'fires',
    data: [
      ...values.map((value) => sqlQuery(definition, value, context.source, statements.value(value))),
      ...ofWindow.map((refId) => sqlQuery(definition, { refId, window: definition.window }, context.source, statements.ofWindow(refId))),
      gate(gateOf(definition, model, refIds)),
      condition,
    ],
    for: definition.for ?? '0s',
    noDataState: definition.noDataState ?? 'OK',
    execErrState: 'Error',
    isPaused: false,
    ...(panel && { dashboardUid: panel.dashboardUid, panelId: panel.panelId }),
    annotations: annotations(definition, model, refIds, panel, ends),
    labels,
  };
}

/** @throws SalesError `alert/bad-elapsed` where no calendar unit is running, or the part is none */
function elapsedOf({ id, gate: { elapsed }, window }: AlertDefinition): readonly WindowId[] {
  if (elapsed === undefined) {
    return [];
  }
  if (window.kind !== 'unit' || window.grain === 'day' || window.offset !== 0 || window.soFar || !(elapsed > 0 && elapsed < 1)) {
    throw new SalesError('alert/bad-elapsed', `"${id}" waits until ${elapsed} of its window has begun: that needs a running week, month, quarter or year, and a part between 0 and 1`);
  }
  return ['elapsed'];
}

/** @throws SalesError `alert/bad-id` */
function uidOf({ id }: AlertDefinition): string {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > 37) {
    throw new SalesError('alert/bad-id', `the alert's id is ${JSON.stringify(id)}: write lower-case letters and digits, joined by "-", at most 37 of them`);
  }
  return `sf-${id}`;
}

/** Names that Grafana gives to every alert. */
const reserved = ['alertname', 'grafana_folder', '__alert_rule_uid__', '__alert_rule_namespace_uid__'];

/**
 * A label of the rule wins over a column of the result with the same name: all instances would become one.
 * @throws SalesError `alert/label-clash`
 */
function ruleLabels(definition: AlertDefinition): Readonly<Record<string, string>> {
  const labels = { severity: definition.severity, metric: subject(definition), ...definition.labels };
  const columns = labelNames(definition);
  const clash = columns.find((name) => Object.hasOwn(labels, name) || reserved.includes(name));
  if (clash !== undefined) {
    throw new SalesError(
      'alert/label-clash',
      `"${definition.id}" is split by "${clash}", and the rule has a label of that name, which would make one instance of them all: ${
        reserved.includes(clash) || clash === 'severity' || clash === 'metric' ? 'give the dimension another id in the model' : 'name the label differently'
      }`
    );
  }
  const own = Object.keys(definition.labels ?? {}).find((name) => reserved.includes(name));
  if (own !== undefined) {
    throw new SalesError('alert/label-clash', `"${definition.id}" has a label "${own}", which Grafana sets itself: name it differently`);
  }
  return labels;
}

const sqlQuery = (definition: AlertDefinition, { refId, window }: { readonly refId: RefId | WindowId; readonly window: RelativeWindow }, source: DataSourceRef, rawSql: string): RuleQuery => ({
  refId,
  relativeTimeRange: { from: secondsBack(window, comparesWith(definition) + (definition.spine ?? 0), definition.rangeSeconds ?? usualRange), to: 0 },
  datasourceUid: source.uid,
  model: { refId, datasource: source, rawSql, format: 'table', rawQuery: true, editorMode: 'code', intervalMs: 60_000, maxDataPoints: 43_200 },
});

const comparesWith = ({ comparison }: AlertDefinition): number => (comparison.with === 'previous-period' ? 1 : 0);

const gate = (expression: string): RuleQuery => ({
  refId: 'gate',
  datasourceUid: expressionSource.uid,
  model: { refId: 'gate', type: 'math', datasource: expressionSource, expression },
});

/** A Math step as the condition would fire on NaN; a threshold does not. */
const condition: RuleQuery = {
  refId: 'fires',
  datasourceUid: expressionSource.uid,
  model: {
    refId: 'fires',
    type: 'threshold',
    datasource: expressionSource,
    expression: 'gate',
    conditions: [{ type: 'query', evaluator: { type: 'gt', params: [0] } }],
  },
};

function annotations(definition: AlertDefinition, model: SalesModel, refIds: ReadonlySet<RefId>, panel: Panel | undefined, ends: readonly EndId[]): Record<string, string> {
  const { window, rangeSeconds = usualRange, by = [], filters = [] } = definition;
  return {
    summary: summaryOf(definition, model, refIds),
    description: descriptionOf(definition, model),
    ...(panel && {
      link: panelLink(panel, { ends, window, rangeSeconds, calendar: model.calendar, by, filters, variables: definition.panel?.variables ?? {} }),
      __dashboardUid__: panel.dashboardUid,
      __panelId__: String(panel.panelId),
    }),
  };
}
