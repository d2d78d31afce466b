/** A small company for the tests of the editors. */
import { parseModel } from '../model/parse';
import type { SalesModel } from '../model/types';

export const exampleJson = {
  version: 1,
  preset: 'generic',
  calendar: { timeZone: 'Europe/Berlin' },
  currency: 'EUR',
  pipelines: [
    {
      id: 'new',
      of: 'deal',
      label: 'New business',
      stages: [
        { id: 'prospecting', label: 'Prospecting', kind: 'open', probability: 0.1 },
        { id: 'demo', label: 'Demo', kind: 'open' },
        { id: 'won', label: 'Won', kind: 'won' },
        { id: 'lost', label: 'Lost', kind: 'lost' },
      ],
    },
  ],
  entities: {
    deal: {
      from: 'crm.deals',
      id: 'id',
      lead: 'lead_id',
      createdAt: { column: 'created_at', is: 'instant' },
      closedAt: { column: 'closed_on', is: 'date' },
      stage: 'stage_id',
      amount: 'amount',
      dimensions: {
        region: 'region',
        owner: { join: 'users', on: 'owner_id', key: 'id', label: 'name' },
        product: 'product',
      },
    },
    lead: {
      from: 'crm.leads',
      id: 'id',
      createdAt: { column: 'created_at', is: 'instant' },
      dimensions: { region: 'region', source: 'source' },
    },
  },
};

export function exampleModel(json: unknown = exampleJson): SalesModel {
  const parsed = parseModel(json);
  if ('problems' in parsed) {
    throw new Error(parsed.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  }
  return parsed.model;
}
