/** The alert rules that we ship, each with the story of the demo company that makes it fire. */
import { availability } from '../../../metrics/catalogue';
import type { SalesModel } from '../../../model/types';
import { planNative } from '../../../plan/native';
import { SalesError } from '../../../sql/SalesError';
import type { AlertDefinition } from '../AlertDefinition';
import { valuesOf } from '../values';
import { dataAlerts } from './data';
import { funnelAlerts } from './funnel';
import { leadAlerts } from './leads';
import type { PackedAlert } from './PackedAlert';
import { pipelineAlerts } from './pipeline';
import { resultAlerts } from './results';

export type { DemoStory, PackedAlert } from './PackedAlert';

export interface PackGroup {
  /** Rules of a group are evaluated together, this often. */
  readonly name: string;
  readonly interval: string;
  readonly alerts: readonly PackedAlert[];
}

/** In the order of a buyer's way. */
export const pack: readonly PackGroup[] = [
  { name: 'Sales', interval: '10m', alerts: [...leadAlerts, ...funnelAlerts, ...resultAlerts, ...pipelineAlerts] },
  { name: 'Sales data', interval: '10m', alerts: dataAlerts },
];

/** Why a model cannot answer a definition: what it lacks, in one sentence. Undefined when it can. */
export function missingFor(definition: AlertDefinition, model: SalesModel): string | undefined {
  const { question, gate } = definition;
  const metrics = [
    ...(question.type === 'metric' ? [question.metric] : []),
    ...(gate.chance.by === 'error' ? [gate.chance.metric] : []),
    ...(gate.counted === undefined ? [] : [gate.counted]),
  ];
  return metrics.map((id) => availability(id, model).missing).find((reason) => reason !== undefined) ?? planProblem(definition, model);
}

/** A dimension that the model does not have, a pipeline without stages, targets that are not there. */
function planProblem(definition: AlertDefinition, model: SalesModel): string | undefined {
  try {
    for (const { query, window } of valuesOf(definition, model)) {
      planNative(query, model, { window, clock: 'range-end' });
    }
    return undefined;
  } catch (error) {
    if (error instanceof SalesError) {
      return error.message;
    }
    throw error;
  }
}
