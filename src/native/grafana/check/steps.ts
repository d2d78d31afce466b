/** The steps of a rule: refIds, data sources, ranges, statements, expressions and what they read. */
import { strayDollars } from '../expansion';
import { evaluatorProblem } from '../threshold';
import type { ExpressionModel } from '../Rule';
import { readsOf } from '../steps';
import { isData, type Data, type Report } from './Problem';
import { checkShape } from './shape';
import { expressionModels, query as queryShape, sqlModel, thresholdCondition } from './shapes';
import { checkRaw, checkSql } from './sql';

export interface StepContext {
  readonly isVariable: (name: string) => boolean;
  /** Types of data sources that Grafana's server cannot ask: ours. */
  readonly frontEndTypes: readonly string[];
  /** How a text begins in the file, by its path: `|-`, `>-`, or its first characters. */
  readonly headerOf: (path: string) => string;
}

/** Known to every version from 11.6 on. */
const oldThresholds = ['gt', 'lt', 'within_range', 'outside_range'];

export function checkSteps(rule: Data, path: string, context: StepContext, report: Report): void {
  const data = Array.isArray(rule['data']) ? rule['data'] : [];
  const reads = new Map<string, readonly string[]>();
  const types = new Map<string, unknown>();
  data.forEach((step: unknown, index) => {
    const at = `${path}.data[${index}]`;
    if (!checkShape(step, queryShape, at, report) || !isData(step['model'])) {
      return;
    }
    const refId = String(step['refId']);
    if (reads.has(refId)) {
      report(`${at}.refId`, `is "${refId}" a second time`);
    }
    if (step['model']['refId'] !== undefined && step['model']['refId'] !== step['refId']) {
      report(`${at}.model.refId`, `is "${String(step['model']['refId'])}", but the step is "${refId}"`);
    }
    types.set(refId, step['model']['type']);
    if (step['datasourceUid'] === '__expr__') {
      reads.set(refId, checkExpression(step['model'], `${at}.model`, report));
    } else {
      reads.set(refId, []);
      checkQuery(step, step['model'], at, context, report);
    }
  });
  checkReads(reads, path, report);
  const condition = rule['condition'];
  if (typeof condition !== 'string' || condition === '' || data.length === 0) {
    return;
  }
  if (!reads.has(condition)) {
    report(`${path}.condition`, `is "${condition}", which is no refId of the rule: use one of ${[...reads.keys()].join(', ')}`);
  } else if (types.get(condition) !== 'threshold') {
    report(`${path}.condition`, `is "${condition}", which is no threshold: anything but 0 fires there, NaN too`);
  }
}

function checkQuery(step: Data, model: Data, path: string, { isVariable, frontEndTypes, headerOf }: StepContext, report: Report): void {
  for (const stray of typeof step['datasourceUid'] === 'string' ? strayDollars(step['datasourceUid'], isVariable) : []) {
    report(`${path}.datasourceUid`, `holds ${JSON.stringify(stray)}, which is no variable that is meant here`);
  }
  const range = step['relativeTimeRange'];
  if (range === undefined) {
    report(`${path}.relativeTimeRange`, 'is missing: write from and to in seconds before now');
  } else if (isData(range) && typeof range['from'] === 'number' && typeof range['to'] === 'number' && !(range['from'] > range['to'] && range['to'] >= 0)) {
    report(`${path}.relativeTimeRange`, `goes from ${range['from']} to ${range['to']} seconds before now: from is the larger one`);
  }
  const source = isData(model['datasource']) ? model['datasource'] : {};
  if (frontEndTypes.includes(String(source['type']))) {
    report(`${path}.model.datasource.type`, `is "${String(source['type'])}", which lives in the browser: Grafana's server cannot ask it; name the SQL data source`);
    return;
  }
  if (checkShape(model, sqlModel, `${path}.model`, report) && typeof model['rawSql'] === 'string') {
    const at = `${path}.model.rawSql`;
    checkSql(model['rawSql'], headerOf(at), at, report);
  }
}

/** @returns the refIds that it reads */
function checkExpression(model: Data, path: string, report: Report): readonly string[] {
  const shape = Object.hasOwn(expressionModels, String(model['type'])) ? expressionModels[String(model['type'])] : undefined;
  if (!shape) {
    report(`${path}.type`, `is ${JSON.stringify(model['type'])}: use ${Object.keys(expressionModels).join(', ')}`);
    return [];
  }
  if (!checkShape(model, shape, path, report) || typeof model['expression'] !== 'string' || model['expression'] === '') {
    return [];
  }
  if (model['type'] === 'threshold') {
    checkThreshold(model['conditions'], path, report);
  }
  checkRaw(model['expression'], `${path}.expression`, report);
  try {
    return readsOf(model as unknown as ExpressionModel);
  } catch (error) {
    report(`${path}.expression`, `is not understood: ${(error as Error).message}`);
    return [];
  }
}

function checkThreshold(conditions: unknown, path: string, report: Report): void {
  if (!Array.isArray(conditions) || conditions.length === 0) {
    return;
  }
  if (conditions.length > 1) {
    report(`${path}.conditions`, `has ${conditions.length} items: a threshold has exactly one`);
  }
  if (!checkShape(conditions[0], thresholdCondition, `${path}.conditions[0]`, report)) {
    return;
  }
  for (const key of ['evaluator', 'unloadEvaluator']) {
    const evaluator = conditions[0][key];
    if (!isData(evaluator) || typeof evaluator['type'] !== 'string' || !Array.isArray(evaluator['params'])) {
      continue;
    }
    const problem = evaluatorProblem(evaluator as unknown as Parameters<typeof evaluatorProblem>[0]);
    if (problem?.startsWith('incorrect')) {
      report(`${path}.conditions[0].${key}.params`, `has too few numbers: ${problem}`);
    } else if (!problem && !oldThresholds.includes(evaluator['type'])) {
      report(`${path}.conditions[0].${key}.type`, `is "${evaluator['type']}", which not every Grafana from 11.6 on knows: use ${oldThresholds.join(', ')}`);
    }
  }
}

function checkReads(reads: ReadonlyMap<string, readonly string[]>, path: string, report: Report): void {
  for (const [refId, names] of reads) {
    for (const name of names.filter((one) => !reads.has(one))) {
      report(`${path}.data`, `step ${refId} reads "${name}", which is no refId of the rule`);
    }
  }
  const circle = [...reads.keys()].map((refId) => circleFrom(refId, reads, [])).find(Boolean);
  if (circle) {
    report(`${path}.data`, `read each other in a circle: ${circle.join(' → ')}`);
  }
}

function circleFrom(refId: string, reads: ReadonlyMap<string, readonly string[]>, path: readonly string[]): readonly string[] | undefined {
  const start = path.indexOf(refId);
  if (start >= 0) {
    return [...path.slice(start), refId];
  }
  for (const next of reads.get(refId) ?? []) {
    const circle = circleFrom(next, reads, [...path, refId]);
    if (circle) {
      return circle;
    }
  }
  return undefined;
}
