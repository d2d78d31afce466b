/** The alert rules that we ship, each with the story of the demo company that makes it fire. */
import { availability } from '../../../metrics/catalogue';
import type { SalesModel } from '../../../model/types';
import type { AlertDefinition } from '../AlertDefinition';
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
  { name: 'Sales', interval: '1h', alerts: [...leadAlerts, ...funnelAlerts, ...resultAlerts, ...pipelineAlerts] },
  { name: 'Sales data', interval: '30m', alerts: dataAlerts },
];

/** Why a model cannot answer a definition: the metric that it lacks a mapping for. Undefined when it can. */
export function missingFor({ question, gate }: AlertDefinition, model: SalesModel): string | undefined {
  const metrics = [
    ...(question.type === 'metric' ? [question.metric] : []),
    ...(gate.chance.by === 'error' ? [gate.chance.metric] : []),
    ...(gate.counted === undefined ? [] : [gate.counted]),
  ];
  return metrics.map((id) => availability(id, model).missing).find((reason) => reason !== undefined);
}
