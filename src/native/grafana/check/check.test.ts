import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readRules } from '../readRules';
import { checkAlerting, checkProvisioning, type Kind } from './check';
import { secondsOf } from './shape';
import { outermostNames } from './sql';

const good = `apiVersion: 1
groups:
  - orgId: 1
    name: sales-funnel
    folder: Sales Funnel
    interval: 1h
    rules:
      - uid: sf-win-rate
        title: Win rate below $$100k target
        condition: C
        for: 0s
        noDataState: OK
        execErrState: Error
        isPaused: true
        dashboardUid: sales-overview
        panelId: 3
        annotations:
          summary: Win rate {{ $values.A.Value | humanizePercentage }} of {{ $labels.team }}
          __dashboardUid__: sales-overview
          __panelId__: "3"
        labels:
          severity: warning
          who: "{{ $$labels.team }}"
        data:
          - refId: A
            relativeTimeRange:
              from: 7776000
              to: 0
            datasourceUid: $SALES_SQL_UID
            model:
              refId: A
              format: table
              rawQuery: true
              editorMode: code
              rawSql: |-
                -- Win rate by team
                SELECT d.team AS "team", (SELECT 1 AS "severity") + 1.0 AS "value"
                FROM deals AS "d" WHERE closed_at >= $__timeFrom() AND closed_at < $__timeTo()
              intervalMs: 60000
              maxDataPoints: 43200
          - refId: B
            datasourceUid: __expr__
            model:
              refId: B
              type: math
              datasource:
                type: __expr__
                uid: __expr__
              expression: \${A} * 100
          - refId: C
            datasourceUid: __expr__
            model:
              refId: C
              type: threshold
              datasource:
                type: __expr__
                uid: __expr__
              expression: B
              conditions:
                - type: query
                  evaluator:
                    type: lt
                    params: [20]
      - uid: sf-second
        title: Another
        condition: B
        data:
          - refId: A
            relativeTimeRange: { from: 60, to: 0 }
            datasourceUid: sales-sql
            model: { refId: A, format: table, rawSql: 'SELECT 1 AS "value"' }
          - refId: B
            datasourceUid: __expr__
            model: { refId: B, type: threshold, expression: A, conditions: [{ evaluator: { type: within_range, params: [0, 1] } }] }
`;

const first = 'groups[0].rules[0]';

test('a good file has no problems', () => {
  expect(checkAlerting(good)).toEqual([]);
});

describe('each of these is one problem', () => {
  test.each<[string, string | RegExp, string, string, string]>([
    ['an unknown version', 'apiVersion: 1', 'apiVersion: 2', 'apiVersion', 'write 1'],
    ['a key in the wrong case', 'datasourceUid: $SALES_SQL_UID', 'datasourceUid: $SALES_SQL_UID\n            datasourceUID: x', `${first}.data[0].datasourceUID`, 'did you mean "datasourceUid"?'],
    ['a key of another level', 'isPaused: true', 'isPaused: true\n        interval: 1h', `${first}.interval`, 'no key that Grafana reads'],
    ['a text where a truth belongs', 'isPaused: true', 'isPaused: "yes"', `${first}.isPaused`, 'write true or false'],
    ['a number as an annotation', '__panelId__: "3"', '__panelId__: 3', `${first}.annotations`, 'in quotes where they look like numbers'],
    ['a uid of 41 characters', 'uid: sf-win-rate', `uid: ${'x'.repeat(41)}`, `${first}.uid`, 'at most 40'],
    ['a uid with a dot', 'uid: sf-win-rate', 'uid: sf.win', `${first}.uid`, 'at most 40 letters'],
    ['a uid twice', 'uid: sf-second', 'uid: sf-win-rate', 'groups[0].rules[1].uid', 'a second time'],
    ['no uid', 'uid: sf-second', 'uid: ""', 'groups[0].rules[1].uid', 'is missing'],
    ['a title twice', 'title: Another', 'title: Win rate below $$100k target', 'groups[0].rules[1].title', 'a second time'],
    ['a bad duration', 'for: 0s', 'for: 1 hour', `${first}.for`, 'write a duration'],
    ['an interval that is no multiple of 10 s', 'interval: 1h', 'interval: 65s', 'groups[0].interval', 'multiple of 10 s'],
    ['no folder', '    folder: Sales Funnel\n', '', 'groups[0].folder', 'is missing'],
    ['an unknown state', 'noDataState: OK', 'noDataState: Ok', `${first}.noDataState`, 'use OK, Alerting, KeepLast, NoData'],
    ['Error for no data', 'noDataState: OK', 'noDataState: Error', `${first}.noDataState`, 'use OK'],
    ['a range as text', 'from: 7776000', 'from: 90d', `${first}.data[0].relativeTimeRange.from`, 'whole number'],
    ['a range the wrong way round', 'from: 7776000\n              to: 0', 'from: 0\n              to: 60', `${first}.data[0].relativeTimeRange`, 'from is the larger one'],
    ['no data source', '            datasourceUid: $SALES_SQL_UID\n', '', `${first}.data[0].datasourceUid`, 'is missing'],
    ['a condition that is no step', 'condition: C', 'condition: D', `${first}.condition`, 'no refId of the rule'],
    ['Math as the condition', 'condition: C', 'condition: B', `${first}.condition`, 'NaN too'],
    ['a step that reads nothing', 'expression: B', 'expression: Z', `${first}.data`, 'reads "Z"'],
    ['a circle', 'expression: ${A} * 100', 'expression: $A * $C', `${first}.data`, 'B → C → B'],
    ['a Math expression that is none', 'expression: ${A} * 100', 'expression: $A *-100', `${first}.data[1].model.expression`, 'spaces between signs'],
    ['a threshold with two conditions', 'params: [20]', 'params: [20]\n                - evaluator: { type: gt, params: [1] }', `${first}.data[2].model.conditions`, 'exactly one'],
    ['an unknown threshold', 'type: lt', 'type: below', `${first}.data[2].model.conditions[0].evaluator.type`, 'use gt, lt'],
    ['a threshold that is too new', 'type: lt', 'type: lte', `${first}.data[2].model.conditions[0].evaluator.type`, 'not every Grafana from 11.6'],
    ['a range with one number', 'type: lt', 'type: within_range', `${first}.data[2].model.conditions[0].evaluator.params`, 'got 1 but need 2'],
    ['a dashboard without its panel', '        panelId: 3\n', '', `${first}.panelId`, 'a dashboard and a panel, or neither'],
    ['a panel without its dashboard, in the annotations', '          __dashboardUid__: sales-overview\n', '', `${first}.annotations.__dashboardUid__`, 'a dashboard and a panel, or neither'],
    ['two panels', '__panelId__: "3"', '__panelId__: "4"', `${first}.annotations`, 'name another panel'],
    ['a dollar sign in a title', 'title: Another', 'title: Below $100k', 'groups[0].rules[1].title', 'holds "$100k"'],
    ['a template in a label', '{{ $$labels.team }}', '{{ $labels.team }}', `${first}.labels.who`, 'write "$$"'],
    ['a variable that is none', '$SALES_SQL_UID', '${ds}', `${first}.data[0].datasourceUid`, 'no variable that is meant here'],
    ['two dollar signs in SQL', 'closed_at >= $__timeFrom()', 'closed_at >= $$__timeFrom()', `${first}.data[0].model.rawSql`, 'write one'],
    ['two dollar signs in an annotation', '{{ $labels.team }}', '{{ $$labels.team }}', `${first}.annotations.summary`, 'write one'],
    ['a file in an annotation', 'Win rate {{', 'Win $__file{/etc/passwd} {{', `${first}.annotations.summary`, 'reads a file'],
    ['a dashboard variable in SQL', 'FROM deals', 'FROM ${table}', `${first}.data[0].model.rawSql`, 'rules know no variables'],
    ['folded SQL', 'rawSql: |-', 'rawSql: >-', `${first}.data[0].model.rawSql`, 'write "|-"'],
    ['SQL with a line end too many', 'rawSql: |-', 'rawSql: |', `${first}.data[0].model.rawSql`, 'write "|-"'],
    ['an unknown macro', '$__timeTo()', '$__timeEnd()', `${first}.data[0].model.rawSql`, '$__timeEnd(…)'],
    ['the format of time series', 'format: table', 'format: time_series', `${first}.data[0].model.format`, 'use table'],
    ['our own data source', 'rawQuery: true', 'rawQuery: true\n              datasource: { type: salesfunnel-metrics-datasource, uid: sales-funnel }', `${first}.data[0].model.datasource.type`, 'lives in the browser'],
    ['a refId twice', '          - refId: B\n            datasourceUid: __expr__\n            model: { refId: B', '          - refId: A\n            relativeTimeRange: { from: 60, to: 0 }\n            datasourceUid: sales-sql\n            model: { refId: A, format: table, rawSql: SELECT 2 }\n          - refId: B\n            datasourceUid: __expr__\n            model: { refId: B', 'groups[0].rules[1].data[1].refId', 'a second time'],
    ['a model with another refId', 'model: { refId: A', 'model: { refId: X', 'groups[0].rules[1].data[0].model.refId', 'but the step is "A"'],
    ['contact points', 'apiVersion: 1', 'apiVersion: 1\ncontactPoints: []', 'contactPoints', 'not shipped'],
    ['policies', 'apiVersion: 1', 'apiVersion: 1\npolicies: []', 'policies', 'not shipped'],
    ['a receiver', 'isPaused: true', 'isPaused: true\n        notification_settings: { receiver: sales }', `${first}.notification_settings`, 'not shipped'],
    ['a key that 11.6 ignores', 'isPaused: true', 'isPaused: true\n        keepFiringFor: 5m', `${first}.keepFiringFor`, 'not read by every Grafana'],
    ['a label that is a column too', 'severity: warning', 'team: warning', `${first}.labels.team`, 'a column of the result too'],
    ['a label of Grafana', 'severity: warning', 'alertname: x', `${first}.labels.alertname`, 'Grafana sets itself'],
    ['a column named as a label of Grafana', 'AS "team"', 'AS "grafana_folder"', `${first}.data`, 'instances would become one'],
    ['no YAML', 'groups:', 'groups: [', '', 'is no YAML'],
  ])('%s', (_, from, to, path, message) => {
    const broken = good.replace(from, () => to);
    expect(broken).not.toBe(good);
    const problems = path === '' ? checkAlerting(broken).slice(0, 1) : checkAlerting(broken);
    expect(problems).toEqual([{ path, message: expect.stringContaining(message) }]);
  });
});

test('label columns may be declared, and variables named', () => {
  expect(checkAlerting(good, { labelColumns: { 'sf-win-rate': ['severity'] } })).toEqual([{ path: `${first}.labels.severity`, message: expect.stringContaining('a column of the result too') }]);
  expect(checkAlerting(good, { variables: ['OTHER'] }).map(({ path }) => path)).toEqual([`${first}.data[0].datasourceUid`]);
});

test('rules are read as Grafana will hold them', () => {
  const [group] = readRules(good);
  expect(group!.rules[0]).toMatchObject({ title: 'Win rate below $100k target', labels: { who: '{{ $labels.team }}' }, annotations: { summary: expect.stringContaining('{{ $labels.team }}') } });
  expect(group!.rules[0]!.data[0]!.datasourceUid).toBe('$SALES_SQL_UID');
  expect(() => readRules(good.replace('isPaused: true', 'paused: true'))).toThrow(/^the alert rules cannot be used: groups\[0\]\.rules\[0\]\.paused is no key/);
});

test.each<[string, string[]]>([
  ['SELECT a AS "x", b AS "y" FROM t AS "z"', ['x', 'y']],
  ['WITH q AS (SELECT 1 AS "inner") SELECT q."inner" AS "outer" FROM q', ['outer']],
  [`SELECT 'FROM "a" AS "b"' AS "x", (SELECT 1 AS "n") AS "y" -- AS "no"\nFROM t`, ['x', 'y']],
  ['SELECT 1 AS "a" UNION ALL SELECT 2 AS "a"', ['a']],
  ['SELECT "we""ird" AS "we""ird"', ['we"ird']],
  ['SELECT extract(epoch FROM t) AS "e", 1 AS "v" FROM x', ['e', 'v']],
])('the names of %s', (sql, names) => {
  expect(outermostNames(sql)).toEqual(names);
});

test.each<[string, number | undefined]>([
  ['0s', 0],
  ['0', 0],
  ['1h', 3600],
  ['1d12h', 129_600],
  ['1w', 604_800],
  ['1h30m', 5400],
  ['', undefined],
  ['5', undefined],
  ['1.5h', undefined],
  ['30m1h', undefined],
  ['-1h', undefined],
])('the duration %p', (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds);
});

describe('what this repository ships', () => {
  const folder = join(__dirname, '../../../../provisioning');
  const files = (['alerting', 'datasources', 'dashboards'] as const).flatMap((kind) =>
    readdirSync(join(folder, kind)).filter((name) => /\.ya?ml$/.test(name)).map((name): [Kind, string] => [kind, name])
  );

  test.each(files)('provisioning/%s/%s', (kind, name) => {
    expect(checkProvisioning(kind, readFileSync(join(folder, kind, name), 'utf8'))).toEqual([]);
  });

  test('wrong keys and twins are found there too', () => {
    expect(checkProvisioning('datasources', 'apiVersion: 1\ndatasources:\n  - { name: a, type: b, uid: c, isdefault: true }\n  - { name: d, type: b, uid: c }\n')).toEqual([
      { path: 'datasources[0].isdefault', message: expect.stringContaining('did you mean "isDefault"?') },
      { path: 'datasources[1].uid', message: 'is "c" a second time' },
    ]);
    expect(checkProvisioning('dashboards', 'apiVersion: 1\nproviders:\n  - { name: a, type: file, options: { pathh: x } }\n').map(({ path }) => path)).toEqual([
      'providers[0].options.pathh',
      'providers[0].options.path',
    ]);
  });
});
