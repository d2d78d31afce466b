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
  readonly label: string;
  readonly meaning: string;
  /** Names of components; the first for which the model has the fields is taken. */
  readonly components: readonly string[];
  /** Columns that are shown when none are named, as far as the model has them. */
  readonly columns: readonly string[];
  /** Column of the default order, largest or latest first. */
  readonly orderBy: string;
}

const dealSets: readonly RecordSetInfo[] = [
  { id: 'created', label: 'Created', meaning: 'Deals created in the range', components: ['created'], columns: ['createdAt'], orderBy: 'createdAt' },
  { id: 'closed', label: 'Closed', meaning: 'Deals won or lost in the range', components: ['closed'], columns: ['closedAt'], orderBy: 'closedAt' },
  { id: 'won', label: 'Won', meaning: 'Deals won in the range', components: ['won'], columns: ['closedAt'], orderBy: 'closedAt' },
  { id: 'lost', label: 'Lost', meaning: 'Deals lost in the range', components: ['lost'], columns: ['lost_reason', 'closedAt'], orderBy: 'closedAt' },
  { id: 'open', label: 'Open', meaning: 'Deals open at the end of the range, or now', components: ['open'], columns: ['expectedClose', 'age_days'], orderBy: 'amount' },
  { id: 'expected', label: 'Expected to close', meaning: 'Open deals expected to close in the range', components: ['open_expected'], columns: ['expectedClose'], orderBy: 'amount' },
  { id: 'stalled', label: 'Stalled', meaning: 'Open deals longer in their stage than the model allows', components: ['stalled'], columns: ['days_in_stage', 'expectedClose'], orderBy: 'amount' },
  { id: 'untouched', label: 'Untouched', meaning: 'Open deals without an activity in the last 30 days', components: ['open_untouched'], columns: ['expectedClose', 'age_days'], orderBy: 'amount' },
  { id: 'passed_close', label: 'Past their close date', meaning: 'Open deals whose expected close date has passed', components: ['open_passed'], columns: ['expectedClose'], orderBy: 'amount' },
  { id: 'pushed', label: 'Pushed again', meaning: 'Open deals whose expected close date was moved on at least twice', components: ['open_pushed_again'], columns: ['pushes', 'expectedClose'], orderBy: 'amount' },
];

const leadSets: readonly RecordSetInfo[] = [
  { id: 'created', label: 'Created', meaning: 'Leads created in the range', components: ['leads'], columns: ['createdAt'], orderBy: 'createdAt' },
  { id: 'qualified', label: 'Qualified', meaning: 'Leads qualified in the range', components: ['leads_qualified'], columns: ['createdAt', 'qualifiedAt'], orderBy: 'qualifiedAt' },
  { id: 'converted', label: 'Converted', meaning: 'Leads converted in the range', components: ['leads_converted_by_date', 'leads_converted_by_win'], columns: ['createdAt', 'convertedAt'], orderBy: 'createdAt' },
];

/** Sets of an entity, in the order in which they are offered. */
export const recordSets = (entity: ItemName): readonly RecordSetInfo[] => (entity === 'deal' ? dealSets : leadSets);

/** The component whose rows the set lists, or the sentence for what the model lacks. */
export function componentOf(set: RecordSetInfo, model: SalesModel): { readonly component: Component } | { readonly reason: string } {
  const candidates = set.components.map((name) => ({ component: components[name]!, reason: missing(needsOfComponent(components[name]!), model) }));
  const fit = candidates.find(({ reason }) => reason === undefined);
  return fit ? { component: fit.component } : { reason: candidates[0]!.reason! };
}
