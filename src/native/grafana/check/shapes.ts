/** What Grafana 11.6 to 13 reads of provisioning files, key by key. */
import { predicates } from '../threshold';
import type { Shape } from './shape';

const noReceivers = 'is not shipped: a rule file must not name or replace what another Grafana has; leave contact points, policies and mute timings to its administrator';

export const alertingFile: Shape = {
  required: { apiVersion: 'integer', groups: 'list' },
  optional: { deleteRules: 'list' },
  refused: Object.fromEntries(
    ['contactPoints', 'deleteContactPoints', 'policies', 'resetPolicies', 'muteTimes', 'deleteMuteTimes', 'templates', 'deleteTemplates'].map((key) => [key, noReceivers])
  ),
};

export const group: Shape = {
  required: { name: 'text', folder: 'text', interval: 'duration', rules: 'list' },
  optional: { orgId: 'integer' },
};

const notEverywhere = 'is not read by every Grafana from 11.6 on, and ignored in silence where it is not';

const states = ['OK', 'Alerting', 'KeepLast'];

export const rule: Shape = {
  required: { uid: 'text', title: 'text', condition: 'text', data: 'list' },
  optional: {
    for: 'duration',
    noDataState: [...states, 'NoData'],
    execErrState: [...states, 'Error'],
    isPaused: 'boolean',
    dashboardUid: 'text',
    panelId: 'integer',
    annotations: 'texts',
    labels: 'texts',
  },
  refused: {
    notification_settings: noReceivers,
    record: 'makes a recording rule of it: an alert rule has a condition',
    keepFiringFor: notEverywhere,
    missing_series_evals_to_resolve: notEverywhere,
    dasboardUid: 'is misspelt: write dashboardUid',
  },
};

export const query: Shape = {
  required: { refId: 'text', datasourceUid: 'text', model: 'object' },
  optional: { queryType: 'text', relativeTimeRange: { required: { from: 'integer', to: 'integer' }, optional: {} } },
};

const source: Shape = { required: { type: 'text', uid: 'text' }, optional: {} };
const common = { datasource: source, intervalMs: 'integer', maxDataPoints: 'integer', hide: 'boolean' } as const;

export const sqlModel: Shape = {
  required: { refId: 'text', rawSql: 'text', format: ['table'] },
  optional: { ...common, rawQuery: 'boolean', editorMode: ['code'] },
};

export const expressionModels: Readonly<Record<string, Shape>> = {
  math: { required: { refId: 'text', type: ['math'], expression: 'text' }, optional: common },
  reduce: { required: { refId: 'text', type: ['reduce'], expression: 'text', reducer: 'text' }, optional: { ...common, settings: 'object' } },
  threshold: { required: { refId: 'text', type: ['threshold'], expression: 'text', conditions: 'list' }, optional: common },
};

const evaluator: Shape = { required: { type: Object.keys(predicates), params: 'numbers' }, optional: {} };

export const thresholdCondition: Shape = {
  required: { evaluator },
  optional: { type: ['query'], unloadEvaluator: evaluator, operator: 'object', query: 'object', reducer: 'object' },
};

export const dataSourcesFile: Shape = { required: { apiVersion: 'integer', datasources: 'list' }, optional: { deleteDatasources: 'list', prune: 'boolean' } };

/** `orgId` and truths may be variables of the environment, which are texts here. */
export const dataSource: Shape = {
  required: { name: 'text', type: 'text', uid: 'text' },
  optional: {
    orgId: 'integer',
    version: 'integer',
    access: ['proxy', 'direct'],
    url: 'text',
    user: 'text',
    database: 'text',
    basicAuth: 'boolean',
    basicAuthUser: 'text',
    withCredentials: 'boolean',
    isDefault: 'boolean',
    correlations: 'list',
    jsonData: 'object',
    secureJsonData: 'texts',
    editable: 'boolean',
  },
};

export const dashboardsFile: Shape = { required: { apiVersion: 'integer', providers: 'list' }, optional: {} };

export const provider: Shape = {
  required: { name: 'text', type: ['file'], options: { required: { path: 'text' }, optional: { foldersFromFilesStructure: 'boolean' } } },
  optional: {
    orgId: 'integer',
    folder: 'text',
    folderUid: 'text',
    editable: 'boolean',
    disableDeletion: 'boolean',
    updateIntervalSeconds: 'integer',
    allowUiUpdates: 'boolean',
  },
};
