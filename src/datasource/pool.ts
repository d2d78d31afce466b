/**
 * Panels that open together are answered together (design.md 9). Plans wait a few milliseconds for each other; those
 * over the same rows become one statement, an identical statement is never sent twice at a time, and what nobody waits
 * for any more is cancelled. The pool changes how often the database is asked, never the answer: it keeps nothing once
 * a statement has answered.
 *
 *   ask(plan) ─► waiting ─► groups with equal mergeKey ─► units (the statements of a plan, or of a merged one) ─► posts.ts
 *                                   a merged unit that fails is asked again, plan by plan ◄─┘
 */
import type { QueryResultMetaNotice } from '@grafana/data';
import { catchError, finalize, forkJoin, map, Observable, of, shareReplay, Subscription, throwError } from 'rxjs';
import { SalesError } from '../sql/SalesError';
import { createPosts, forget, groupBy, type PostParts, type Wanted } from './posts';
import type { Outcome, Row, RunRequest } from './runner';

export interface Printed {
  readonly id: string;
  readonly sql: string;
}

export interface PoolParts<Plan> extends PostParts {
  statementsOf(plan: Plan): readonly Printed[];
  mergeKey(plan: Plan): string | undefined;
  mergePlans(plans: readonly Plan[]): Plan;
  /** Milliseconds that a plan waits for others. */
  readonly wait: number;
}

export interface Answered {
  /** Rows by statement id. */
  readonly answers: Readonly<Record<string, readonly Row[]>>;
  /** What was sent. */
  readonly statements: readonly Printed[];
  /** How many different plans the statements served. */
  readonly plans: number;
  readonly notices: readonly QueryResultMetaNotice[];
}

/** Answers once, or fails with a SalesError; unsubscribing gives up this plan's share of the statements. */
export type Ask<Plan> = (plan: Plan, request: RunRequest) => Observable<Answered>;

/** One subscriber's plan; `key` is equal for plans that would send the same text. */
interface Ticket<Plan> {
  readonly plan: Plan;
  readonly request: RunRequest;
  readonly statements: readonly Printed[];
  readonly key: string;
  receive(answer: Observable<Answered>): void;
}

/** Statements on their way, and the keys of the plans that they answer. */
interface Unit {
  readonly keys: readonly string[];
  readonly answer: Observable<Answered>;
}

export function createPool<Plan>(parts: PoolParts<Plan>): Ask<Plan> {
  const { statementsOf, mergeKey, mergePlans, wait } = parts;
  const post = createPosts(parts);
  const waiting = new Set<Ticket<Plan>>();
  const units = new Map<string, Unit>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Plans over the same rows; a request that wants no cached answer is not mixed with one that does not mind. */
  function flush(): void {
    timer = undefined;
    const tickets = [...waiting];
    waiting.clear();
    const groups = groupBy(tickets, ({ plan, request, key }) => keyOf(mergeKey(plan) ?? `alone: ${key}`, request));
    for (const { served, unit } of send([...groups.values()])) {
      served.forEach((ticket) => ticket.receive(answerFrom(unit, ticket)));
    }
  }

  const answerFrom = (unit: Unit, ticket: Ticket<Plan>): Observable<Answered> =>
    unit.answer.pipe(
      catchError((error: unknown) =>
        unit.keys.length > 1 && isOwnFault(error) ? apart(ticket) : throwError(() => error)
      )
    );

  function apart(ticket: Ticket<Plan>): Observable<Answered> {
    const other = units.get(ticket.key);
    return other?.keys.length === 1 ? other.answer : send([[ticket]])[0]!.unit.answer;
  }

  function send(groups: ReadonlyArray<ReadonlyArray<Ticket<Plan>>>) {
    const drafts = groups.flatMap(draftsOf);
    const callOf = post(wantedBy(drafts));
    return drafts.map(({ served, statements, keys }) => {
      const calls = statements.map(({ sql }) => callOf(keyOf(sql, served[0]!.request)));
      const answer = (calls.length ? forkJoin(calls) : of([])).pipe(
        map((outcomes) => answeredOf(outcomes, statements, keys.length)),
        finalize(() => keys.forEach((key) => forget(units, key, unit))),
        shareReplay({ bufferSize: 1, refCount: true })
      );
      const unit: Unit = { keys, answer };
      keys.forEach((key) => units.set(key, unit));
      return { served, unit };
    });
  }

  /** One draft for plans that merge; one for each different plan where merging is refused. Order never shows in the SQL. */
  function draftsOf(served: ReadonlyArray<Ticket<Plan>>): Array<Draft<Plan>> {
    const distinct = [...groupBy(served, ({ key }) => key)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, same]) => ({ key, same, first: same[0]! }));
    const each = distinct.map(({ key, same, first }) => ({ served: same, statements: first.statements, keys: [key] }));
    if (distinct.length === 1) {
      return each;
    }
    try {
      return [
        {
          served,
          statements: statementsOf(mergePlans(distinct.map(({ first }) => first.plan))),
          keys: distinct.map(({ key }) => key),
        },
      ];
    } catch {
      // Apart they give the same answers; a plan that cannot run at all says so on its own.
      return each;
    }
  }

  return (plan, request) =>
    new Observable((subscriber) => {
      const statements = statementsOf(plan);
      const subscription = new Subscription();
      const ticket: Ticket<Plan> = {
        plan,
        request,
        statements,
        key: keyOf(statements.map(({ sql }) => sql).join(';\n'), request),
        receive: (answer) =>
          subscription.add(
            answer.subscribe({
              next: (answered) => subscriber.next(answered),
              error: (error: unknown) => subscriber.error(error),
              complete: () => subscriber.complete(),
            })
          ),
      };
      const inFlight = units.get(ticket.key);
      if (inFlight) {
        ticket.receive(answerFrom(inFlight, ticket));
      } else {
        waiting.add(ticket);
        timer ??= setTimeout(flush, wait);
      }
      return () => {
        waiting.delete(ticket);
        subscription.unsubscribe();
      };
    });
}

interface Draft<Plan> {
  readonly served: ReadonlyArray<Ticket<Plan>>;
  readonly statements: readonly Printed[];
  readonly keys: readonly string[];
}

const keyOf = (text: string, request: RunRequest): string => `${request.skipQueryCache ? 'uncached' : ''}\n${text}`;

function wantedBy<Plan>(drafts: ReadonlyArray<Draft<Plan>>): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  for (const { served, statements } of drafts) {
    for (const { sql } of statements) {
      const key = keyOf(sql, served[0]!.request);
      const one = wanted.get(key) ?? { sql, requests: new Set() };
      served.forEach(({ request }) => one.requests.add(request));
      wanted.set(key, one);
    }
  }
  return wanted;
}

/** @throws SalesError of the first statement that failed */
function answeredOf(outcomes: readonly Outcome[], statements: readonly Printed[], plans: number): Answered {
  const rows = outcomes.map((outcome) => {
    if ('error' in outcome) {
      throw outcome.error;
    }
    return outcome;
  });
  return {
    answers: Object.fromEntries(statements.map(({ id }, at) => [id, rows[at]!.rows])),
    statements,
    plans,
    notices: rows.flatMap((one) => one.notices),
  };
}

/** Whether a part of a merged statement may be to blame; what no statement gets past is not asked again. */
const isOwnFault = (error: unknown): boolean => error instanceof SalesError && error.code === 'source/failed';
