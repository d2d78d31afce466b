/** For tests: a small model with leads and deals, and a pool on a database that answers as told. */
import { Observable } from 'rxjs';
import { postgres } from '../../dialects/postgres';
import { parseModel } from '../../model/parse';
import type { SalesModel } from '../../model/types';
import type { Plan } from '../../plan/Plan';
import { createPool, type Ask } from '../pool';
import type { Outcome, RunRequest } from '../runner';
import { statementsOf, statementsTogether } from '../statements';

const instant = (column: string) => ({ column, is: 'instant' });

export const modelInput = {
  calendar: { timeZone: 'Europe/Berlin' },
  pipelines: [
    {
      id: 'new',
      of: 'deal',
      label: 'New business',
      stages: [
        { id: 'talk', label: 'Talk' },
        { id: 'won', label: 'Won', kind: 'won' },
        { id: 'lost', label: 'Lost', kind: 'lost' },
      ],
    },
    {
      id: 'renewal',
      of: 'deal',
      label: 'Renewals',
      stages: [
        { id: 'due', label: 'Due' },
        { id: 'kept', label: 'Kept', kind: 'won' },
      ],
    },
  ],
  entities: {
    lead: {
      from: 'leads',
      id: 'id',
      createdAt: instant('created_at'),
      outcome: { column: 'status', won: ['won'], lost: ['lost'] },
      dimensions: { region: 'region', channel: 'channel' },
    },
    deal: {
      from: 'deals',
      id: 'id',
      lead: 'lead_id',
      createdAt: instant('created_at'),
      closedAt: instant('closed_at'),
      stage: 'stage',
      pipeline: 'pipeline',
      amount: 'amount',
      dimensions: { region: 'region', owner: { join: 'users', on: 'owner_id', key: 'id', label: 'name' } },
    },
  },
};

export function salesModel(): SalesModel {
  const parsed = parseModel(modelInput);
  if ('problems' in parsed) {
    throw new Error(JSON.stringify(parsed.problems));
  }
  return parsed.model;
}

export interface Database {
  readonly ask: Ask<Plan>;
  readonly posts: ReadonlyArray<{ readonly statements: readonly string[]; readonly request: RunRequest }>;
  aborted: number;
}

/** Answers every statement with `outcomeOf`, a moment later; counts what was aborted before that. */
export function database(outcomeOf: (sql: string) => Outcome = () => ({ rows: [], notices: [] })): Database {
  const posts: Array<{ statements: readonly string[]; request: RunRequest }> = [];
  const made: { aborted: number } = { aborted: 0 };
  const ask = createPool<Plan>({
    statementsOf: (plan) => statementsOf(plan, postgres),
    together: (plans) => statementsTogether(plans, postgres),
    wait: 1,
    requestId: () => `pool-${posts.length + 1}`,
    run: (statements, request) =>
      new Observable((subscriber) => {
        posts.push({ statements, request });
        let answered = false;
        const timer = setTimeout(() => {
          answered = true;
          subscriber.next(statements.map(outcomeOf));
          subscriber.complete();
        }, 5);
        return () => {
          made.aborted += answered ? 0 : 1;
          clearTimeout(timer);
        };
      }),
  });
  return Object.assign(made, { ask, posts });
}
