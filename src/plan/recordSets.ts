/**
 * Which rows `records` lists. Each set is what a component counts, so that the rows of a number and the number come
 * from one definition.
 */
import { components, type Component } from '../metrics/components';
import { missing, needsOfComponent } from '../metrics/needs';
import type { ItemName, SalesModel } from '../model/types';
import type { RecordSet } from './query';

export interface RecordSetInfo {
  readonly id: RecordSet;
  /** Names of components; the first for which the model has the fields is taken. */
  readonly components: readonly string[];
  /** Columns that are shown when none are named, as far as the model has them. */
  readonly columns: readonly string[];
  /** Column of the default order, largest or latest first. */
  readonly orderBy: string;
}

const dealSets: readonly RecordSetInfo[] = [
  { id: 'created', components: ['created'], columns: ['createdAt'], orderBy: 'createdAt' },
  { id: 'closed', components: ['closed'], columns: ['closedAt'], orderBy: 'closedAt' },
  { id: 'won', components: ['won'], columns: ['closedAt'], orderBy: 'closedAt' },
  { id: 'lost', components: ['lost'], columns: ['lost_reason', 'closedAt'], orderBy: 'closedAt' },
  { id: 'open', components: ['open'], columns: ['expectedClose', 'age_days'], orderBy: 'amount' },
  { id: 'expected', components: ['open_expected'], columns: ['expectedClose'], orderBy: 'amount' },
  { id: 'stalled', components: ['stalled'], columns: ['days_in_stage', 'expectedClose'], orderBy: 'amount' },
  { id: 'untouched', components: ['open_untouched'], columns: ['expectedClose', 'age_days'], orderBy: 'amount' },
  { id: 'passed_close', components: ['open_passed'], columns: ['expectedClose'], orderBy: 'amount' },
  { id: 'pushed', components: ['open_pushed_again'], columns: ['pushes', 'expectedClose'], orderBy: 'amount' },
];

const leadSets: readonly RecordSetInfo[] = [
  { id: 'created', components: ['leads'], columns: ['createdAt'], orderBy: 'createdAt' },
  { id: 'qualified', components: ['leads_qualified'], columns: ['createdAt', 'qualifiedAt'], orderBy: 'qualifiedAt' },
  { id: 'converted', components: ['leads_converted_by_date', 'leads_converted_by_win'], columns: ['createdAt', 'convertedAt'], orderBy: 'createdAt' },
];

/** Sets of an entity, in the order in which they are offered. */
export const recordSets = (entity: ItemName): readonly RecordSetInfo[] => (entity === 'deal' ? dealSets : leadSets);

/** The component whose rows the set lists, or the sentence for what the model lacks. */
export function componentOf(set: RecordSetInfo, model: SalesModel): { readonly component: Component } | { readonly reason: string } {
  const candidates = set.components.map((name) => ({ component: components[name]!, reason: missing(needsOfComponent(components[name]!), model) }));
  const fit = candidates.find(({ reason }) => reason === undefined);
  return fit ? { component: fit.component } : { reason: candidates[0]!.reason! };
}
