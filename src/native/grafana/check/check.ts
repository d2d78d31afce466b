/**
 * Checks provisioning files before a Grafana does. It reads them without complaint, ignores what it does not know, and
 * may refuse to start over the rest.
 */
import { isScalar, parseDocument, type Document } from 'yaml';
import { isData, type Data, type Problem, type Report } from './Problem';
import { checkExpanded, checkRule, type RuleContext } from './rule';
import { checkShape, secondsOf, type Shape } from './shape';
import { alertingFile, dashboardsFile, dataSource, dataSourcesFile, group as groupShape, provider } from './shapes';

export interface CheckOptions {
  /** Label columns by rule uid; without, they are read off the statements. */
  readonly labelColumns?: Readonly<Record<string, readonly string[]>>;
  /** Environment variables that the file may name; without, every name in capitals. */
  readonly variables?: readonly string[];
  /** Types of data sources that Grafana's server cannot ask. */
  readonly frontEndTypes?: readonly string[];
}

export type Kind = 'alerting' | 'datasources' | 'dashboards';

/** Rules as we ship them: valid from Grafana 11.6 to 13, and a little stricter than it. Several files: unique uids across them. */
export const checkAlerting = (text: string, options: CheckOptions = {}): Problem[] => collect(text, (data, document, report) => checkGroups(data, document, options, report));

/** @param kind the folder of `provisioning/` in which the file lies */
export function checkProvisioning(kind: Kind, text: string, options: CheckOptions = {}): Problem[] {
  switch (kind) {
    case 'alerting':
      return checkAlerting(text, options);
    case 'datasources':
      return collect(text, (data, _, report) => checkItems(data, dataSourcesFile, 'datasources', dataSource, 'uid', report));
    case 'dashboards':
      return collect(text, (data, _, report) => checkItems(data, dashboardsFile, 'providers', provider, 'name', report));
  }
}

function collect(text: string, check: (data: unknown, document: Document, report: Report) => void): Problem[] {
  const document = parseDocument(text, { keepSourceTokens: true });
  const problems: Problem[] = document.errors.map(({ message }) => ({ path: '', message: `is no YAML: ${message.split('\n')[0]}` }));
  if (problems.length === 0) {
    check(document.toJS(), document, (path, message) => problems.push({ path, message }));
  }
  return problems;
}

function checkGroups(data: unknown, document: Document, options: CheckOptions, report: Report): void {
  if (!checkShape(data, alertingFile, '', report)) {
    return;
  }
  checkVersion(data, report);
  const context: RuleContext = {
    labelColumns: options.labelColumns,
    frontEndTypes: options.frontEndTypes ?? ['salesfunnel-metrics-datasource'],
    isVariable: (name) => (options.variables ? options.variables.includes(name) : /^[A-Z][A-Z0-9_]*$/.test(name)),
    headerOf: (path) => headerOf(document, path),
  };
  const seen = { uid: new Set<unknown>(), title: new Set<unknown>(), group: new Set<unknown>() };
  const unique = (kind: keyof typeof seen, value: unknown, path: string): void => {
    if (value !== undefined && seen[kind].has(value)) {
      report(path, `is ${JSON.stringify(value)} a second time`);
    }
    seen[kind].add(value);
  };
  listOf(data, 'groups').forEach((group, at) => {
    const path = `groups[${at}]`;
    if (!checkShape(group, groupShape, path, report)) {
      return;
    }
    unique('group', group['name'], `${path}.name`);
    checkInterval(group['interval'], `${path}.interval`, report);
    for (const key of ['name', 'folder', 'interval']) {
      checkExpanded(group[key], `${path}.${key}`, context, report);
    }
    listOf(group, 'rules').forEach((rule, index) => {
      const place = `${path}.rules[${index}]`;
      checkRule(rule, place, context, report);
      if (isData(rule)) {
        unique('uid', rule['uid'], `${place}.uid`);
        unique('title', rule['title'], `${place}.title`);
      }
    });
  });
}

function checkItems(data: unknown, file: Shape, key: string, item: Shape, name: string, report: Report): void {
  if (!checkShape(data, file, '', report)) {
    return;
  }
  checkVersion(data, report);
  const seen = new Set<unknown>();
  listOf(data, key).forEach((one, at) => {
    if (checkShape(one, item, `${key}[${at}]`, report) && seen.has(one[name])) {
      report(`${key}[${at}].${name}`, `is ${JSON.stringify(one[name])} a second time`);
    }
    seen.add(isData(one) ? one[name] : undefined);
  });
}

function checkVersion(data: Data, report: Report): void {
  if (Number.isSafeInteger(data['apiVersion']) && data['apiVersion'] !== 1) {
    report('apiVersion', `is ${String(data['apiVersion'])}: write 1`);
  }
}

function checkInterval(interval: unknown, path: string, report: Report): void {
  const seconds = typeof interval === 'string' ? secondsOf(interval) : undefined;
  if (seconds !== undefined && (seconds <= 0 || seconds % 10 !== 0)) {
    report(path, `is ${JSON.stringify(interval)}: write a multiple of 10 s`);
  }
}

const listOf = (holder: Data, key: string): readonly unknown[] => (Array.isArray(holder[key]) ? (holder[key] as unknown[]) : []);

/** The first word of a scalar in the file: the sign and chomping of a block, or the text itself. */
function headerOf(document: Document, path: string): string {
  const keys = path.split(/[.[\]]+/).filter(Boolean).map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  const node = document.getIn(keys, true);
  const source = isScalar(node) ? (node.srcToken as { props?: ReadonlyArray<{ type: string; source: string }> } | undefined) : undefined;
  const header = source?.props?.find(({ type }) => type === 'block-scalar-header')?.source;
  return header ?? (isScalar(node) && node.type ? node.type : '');
}
