import type { Plan, QualityPlan, ValuesPlan } from '../plan/Plan';
import { aliasOf } from '../compile/dimension';
import { assembleFunnel } from './assembleFunnel';
import { assembleMetrics } from './assembleMetrics';
import { assemblePipeline } from './assemblePipeline';
import { assembleRecords } from './assembleRecords';
import { labelOf } from './groups';
import { number, rowsOf, text, type Answers } from './read';
import type { Result, ResultColumn } from './Result';

export type { Answers, Row } from './read';

/**
 * Rows of a plan's statements → Result. Reads by the plan's own names, so rows with further columns (a merged
 * statement) give the same answer.
 * @throws SalesError `rows/…` when the database returned something that would make a wrong number
 */
export function assemble(plan: Plan, answers: Answers): Result {
  const result = assemblePlan(plan, answers);
  return plan.period ? { ...result, notices: [{ severity: 'info', text: plan.period }, ...result.notices] } : result;
}

function assemblePlan(plan: Plan, answers: Answers): Result {
  switch (plan.kind) {
    case 'metrics':
      return assembleMetrics(plan, answers);
    case 'funnel':
      return assembleFunnel(plan, answers);
    case 'values':
      return assembleValues(plan, answers);
    case 'quality':
      return assembleQuality(plan, answers);
    case 'pipeline':
      return assemblePipeline(plan, answers);
    case 'records':
      return assembleRecords(plan, answers);
  }
}

function assembleValues(plan: ValuesPlan, answers: Answers): Result {
  const rows = rowsOf(answers, 'main').slice(0, plan.limit);
  const { dimension } = plan;
  const keys = rows.map((row) => text(row, aliasOf(dimension)));
  const columns: ResultColumn[] = [
    { name: dimension.id, role: 'dimension', type: 'text', label: dimension.label, keys, values: rows.map((row, at) => labelOf(dimension, keys[at]!, row, plan.model)) },
    { name: 'row_count', role: 'metric', type: 'number', label: 'Rows', unit: 'count', values: rows.map((row) => number(row, 'row_count')) },
  ];
  const cut = rowsOf(answers, 'main').length > plan.limit;
  return {
    columns, length: rows.length, currency: plan.model.currency, modelHash: plan.model.hash, zone: plan.model.calendar.timeZone,
    notices: cut ? [{ severity: 'warning', text: `only the ${plan.limit} most frequent values are listed: type to search` }] : [],
  };
}

/** The data-quality metrics turned on their side: one row a check. */
function assembleQuality(plan: QualityPlan, answers: Answers): Result {
  const inner = assembleMetrics({ ...plan.inner, query: { ...plan.inner.query, evidence: true } }, answers);
  const cell = (name: string) => inner.columns.find((column) => column.name === name)?.values[0] ?? null;
  const checks = plan.inner.metrics.map(({ metric }) => metric);
  const column = (name: string, label: string, of: (id: string) => ResultColumn['values'][number], extra: Partial<ResultColumn> = {}): ResultColumn => ({
    name, label, role: 'metric', type: 'number', unit: 'count', values: checks.map(({ id }) => of(id)), ...extra,
  });
  return {
    ...inner,
    length: checks.length,
    columns: [
      { name: 'check', label: 'Check', role: 'dimension', type: 'text', values: checks.map(({ label }) => label), keys: checks.map(({ id }) => id) },
      column('value', 'Found', (id) => cell(id)),
      column('of', 'Of', (id) => cell(`${id}.denominator`)),
      column('share', 'Share', (id) => cell(`${id}.share`), { unit: 'percent', direction: 'down' }),
      column('meaning', 'Meaning', (id) => checks.find((check) => check.id === id)!.meaning, { type: 'text', unit: undefined, role: 'evidence' }),
    ],
    notices: [...inner.notices, ...plan.missing.map(({ label, reason }) => ({ severity: 'info' as const, text: `${label}: ${reason}` }))],
  };
}
