/** A rule in the forms that Grafana's interface and HTTP API take. */
import { isExpression, type ExpressionModel, type Rule, type RuleQuery } from '../grafana/Rule';

export interface Folder {
  readonly uid: string;
  readonly title: string;
}

interface Pair {
  readonly key: string;
  readonly value: string;
}

/** What `/alerting/new?defaults=` reads; Grafana does not check it, and an error in it gives an empty form. */
export interface RuleFormDefaults {
  readonly type: 'grafana-alerting';
  readonly name: string;
  readonly folder?: Folder & { readonly kind: 'folder' };
  readonly queries: readonly ApiQuery[];
  readonly condition: string;
  readonly noDataState: string;
  readonly execErrState: string;
  readonly evaluateFor: string;
  readonly labels: readonly Pair[];
  readonly annotations: readonly Pair[];
  /** Alerts go where the notification policies say: the form asks for no contact point. */
  readonly manualRouting: false;
}

interface ApiQuery {
  readonly refId: string;
  readonly queryType: '';
  readonly relativeTimeRange?: { readonly from: number; readonly to: number };
  readonly datasourceUid: string;
  readonly model: object;
}

const pairs = (of: Readonly<Record<string, string>> = {}): readonly Pair[] => Object.entries(of).map(([key, value]) => ({ key, value }));

/** For the rule form, `JSON.stringify`d and percent-encoded by the caller. */
export const ruleFormDefaults = (rule: Rule, folder?: Folder): RuleFormDefaults => ({
  type: 'grafana-alerting',
  name: rule.title,
  ...(folder && { folder: { ...folder, kind: 'folder' as const } }),
  queries: rule.data.map(apiQuery),
  condition: rule.condition,
  noDataState: rule.noDataState ?? 'NoData',
  execErrState: rule.execErrState ?? 'Alerting',
  evaluateFor: rule.for ?? '0s',
  labels: pairs(rule.labels),
  annotations: pairs(rule.annotations),
  manualRouting: false,
});

/** Body of `POST /api/v1/provisioning/alert-rules`; send `X-Disable-Provenance: true` with it, or nobody can edit the rule. */
export const provisioningBody = (rule: Rule, folder: string, group: string, { isPaused = rule.isPaused ?? false }: { readonly isPaused?: boolean } = {}): object => ({
  orgID: 1,
  folderUID: folder,
  ruleGroup: group,
  title: rule.title,
  condition: rule.condition,
  data: rule.data.map(apiQuery),
  noDataState: rule.noDataState ?? 'NoData',
  execErrState: rule.execErrState ?? 'Alerting',
  for: rule.for ?? '0s',
  isPaused,
  labels: rule.labels ?? {},
  annotations: rule.annotations ?? {},
});

/** Body of `POST /api/v1/eval`: which instances would fire now. */
export const evalBody = (rule: Rule): object => ({ data: rule.data.map(apiQuery), condition: rule.condition });

const apiQuery = (query: RuleQuery): ApiQuery => ({
  refId: query.refId,
  queryType: '',
  relativeTimeRange: query.relativeTimeRange ?? { from: 0, to: 0 },
  datasourceUid: query.datasourceUid,
  model: isExpression(query) ? formModel(query.model) : query.model,
});

/** The form reads keys of a condition that the server does without. */
const formModel = (model: ExpressionModel): object =>
  model.type === 'threshold'
    ? {
        ...model,
        conditions: model.conditions.map((condition) => ({
          ...condition,
          operator: { type: 'and' },
          query: { params: [] },
          reducer: { type: 'last', params: [] },
        })),
      }
    : model;
