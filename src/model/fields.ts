/**
 * The fields of each entity (docs/model.md, Entities), by the model's names. Whatever else a table has is mapped under
 * `dimensions`. Adding a field is one word here: schema, JSON schema and parser follow.
 */
import type { EntityName } from './types';

export interface EntityFields {
  /** One word or sentence for the JSON editor. */
  readonly meaning: string;
  readonly columns: readonly string[];
  readonly times: readonly string[];
  /** Fields without which the table is of no use. */
  readonly required: readonly string[];
  /** Leads and deals have an outcome, dated stages and a link. */
  readonly isItem?: true;
}

export const entityFields: Readonly<Record<EntityName, EntityFields>> = {
  lead: {
    meaning: 'Leads: one row each.',
    columns: ['id', 'deal', 'customer', 'pipeline', 'stage', 'score', 'name', 'email', 'phone'],
    times: ['createdAt', 'qualifiedAt', 'convertedAt', 'disqualifiedAt'],
    required: ['id', 'createdAt'],
    isItem: true,
  },
  deal: {
    meaning: 'Deals (opportunities): one row each.',
    columns: ['id', 'name', 'lead', 'customer', 'pipeline', 'stage', 'amount', 'currency', 'probability'],
    times: ['createdAt', 'closedAt', 'expectedClose'],
    required: ['id', 'createdAt'],
    isItem: true,
  },
  customer: {
    meaning: 'Customers: one row each.',
    columns: ['id', 'name', 'reacquired'],
    times: ['startedAt', 'activatedAt', 'endedAt'],
    required: ['id'],
  },
  revenue: {
    meaning: 'Revenue: orders, invoices or payments.',
    columns: ['id', 'customer', 'deal', 'amount', 'currency', 'kind'],
    times: ['at'],
    required: ['at', 'amount'],
  },
  owner: {
    meaning: 'Reps, for metrics per rep.',
    columns: ['id', 'name', 'team', 'active', 'login'],
    times: [],
    required: ['id'],
  },
  activity: {
    meaning: 'Calls, e-mails, meetings, demos and trainings.',
    columns: ['id', 'type', 'purpose', 'direction', 'durationS', 'owner', 'lead', 'deal', 'bounced', 'opened', 'clicked', 'replied', 'held'],
    times: ['at', 'bookedAt'],
    required: ['type', 'at'],
  },
  cost: {
    meaning: 'Acquisition cost by day or period.',
    columns: ['period', 'kind', 'amount', 'currency'],
    times: ['at', 'until'],
    required: ['amount'],
  },
  subscription: {
    meaning: 'Contracts with monthly recurring revenue.',
    columns: ['id', 'customer', 'mrr', 'currency'],
    times: ['startedAt', 'endedAt'],
    required: ['customer', 'startedAt', 'mrr'],
  },
  survey: {
    meaning: 'Answers to NPS and satisfaction surveys.',
    columns: ['id', 'customer', 'kind', 'score', 'sent'],
    times: ['at'],
    required: ['score', 'at'],
  },
  touch: {
    meaning: 'Campaigns that touched a lead, for attribution.',
    columns: ['lead', 'campaign'],
    times: ['at'],
    required: ['lead', 'campaign', 'at'],
  },
  timeEntry: {
    meaning: 'Working time of reps by category.',
    columns: ['owner', 'category', 'seconds'],
    times: ['at'],
    required: ['owner', 'category', 'seconds', 'at'],
  },
  usage: {
    meaning: 'Product usage of customers.',
    columns: ['customer', 'quantity'],
    times: ['at'],
    required: ['customer', 'quantity', 'at'],
  },
  forecast: {
    meaning: 'Forecasts as they were made.',
    columns: ['period', 'value', 'currency'],
    times: ['madeAt'],
    required: ['period', 'value', 'madeAt'],
  },
};

export const entityNames = Object.keys(entityFields) as readonly EntityName[];
