/**
 * Panels that open together are answered together (docs/architecture.md). Plans wait a few milliseconds for each other; those
 * over the same rows share statements, an identical statement is never sent twice at a time, and what nobody waits
 * for any more is cancelled. The pool changes how often the database is asked, never the answer: it keeps nothing once
 * a statement has answered.
 *
 *   ask(plan) ─► waiting ─► together ─► a unit for each plan: its own statements, or shared ones ─► posts.ts
 *                          a unit with a shared statement that fails is asked again by itself ◄─┘
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

export type Rows = Readonly<Record<string, readonly Row[]>>;

/** Statements that other plans may want as well, and how a plan finds its own rows in them; absent: as they are. */
export interface Shared {
  readonly statements: readonly Printed[];
  readonly rowsOf?: (answers: Rows) => Rows;
}

export interface PoolParts<Plan> extends PostParts {
  statementsOf(plan: Plan): readonly Printed[];
  /** What is sent for each of these plans, in their order, when they are asked together. */
  together(plans: readonly Plan[]): readonly Shared[];
  /** Milliseconds that a plan waits for others. */
  readonly wait: number;
}

export interface Answered {
  /** Rows by statement id. */
  readonly answers: Rows;
  /** What was sent. */
  readonly statements: readonly Printed[];
  /** How many different plans a shared statement serves, at most; 1 where nothing is shared. */
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

/** A plan's statements on their way. */
interface Unit {
  readonly isShared: boolean;
  readonly answer: Observable<Answered>;
}

export function createPool<Plan>(parts: PoolParts<Plan>): Ask<Plan> {
  const { statementsOf, wait } = parts;
  const post = createPosts(parts);
  const waiting = new Set<Ticket<Plan>>();
  const units = new Map<string, Unit>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** A request that wants no cached answer is not mixed with one that does not mind. */
  function flush(): void {
    timer = undefined;
    const tickets = [...waiting];
    waiting.clear();
    const groups = groupBy(tickets, ({ request }) => keyOf('', request));
    for (const { served, unit } of send([...groups.values()].flatMap(draftsOf))) {
      served.forEach((ticket) => ticket.receive(answerFrom(unit, ticket)));
    }
  }

  const answerFrom = (unit: Unit, ticket: Ticket<Plan>): Observable<Answered> =>
    unit.answer.pipe(
      catchError((error: unknown) => (unit.isShared && isOwnFault(error) ? apart(ticket) : throwError(() => error)))
    );

  function apart(ticket: Ticket<Plan>): Observable<Answered> {
    const other = units.get(ticket.key);
    return other && !other.isShared ? other.answer : send([ownDraft([ticket])])[0]!.unit.answer;
  }

  function send(drafts: ReadonlyArray<Draft<Plan>>) {
    const plansOf = groupBy(drafts.flatMap(({ shared, served: [first] }) => shared.statements.map(({ sql }) => keyOf(sql, first!.request))), (key) => key);
    const callOf = post(wantedBy(drafts));
    return drafts.map(({ served, shared, isShared }) => {
      const [{ key, request }] = served as readonly [Ticket<Plan>];
      const keys = shared.statements.map(({ sql }) => keyOf(sql, request));
      const plans = isShared ? Math.max(...keys.map((one) => plansOf.get(one)!.length)) : 1;
      const answer = (keys.length ? forkJoin(keys.map(callOf)) : of([])).pipe(
        map((outcomes) => answeredOf(outcomes, shared, plans)),
        finalize(() => forget(units, key, unit)),
        shareReplay({ bufferSize: 1, refCount: true })
      );
      const unit: Unit = { isShared, answer };
      units.set(key, unit);
      return { served, unit };
    });
  }

  /** A draft for each different plan. The order of asking never shows in the SQL. */
  function draftsOf(tickets: ReadonlyArray<Ticket<Plan>>): Array<Draft<Plan>> {
    const distinct = [...groupBy(tickets, ({ key }) => key)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, same]) => same);
    if (distinct.length === 1) {
      return distinct.map(ownDraft);
    }
    try {
      const shares = parts.together(distinct.map(([first]) => first!.plan));
      return distinct.map((served, at) => ({ served, shared: shares[at]!, isShared: textOf(shares[at]!.statements) !== textOf(served[0]!.statements) }));
    } catch {
      // Apart they give the same answers; a plan that cannot run at all says so on its own.
      return distinct.map(ownDraft);
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
        key: keyOf(textOf(statements), request),
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

/** Tickets of one plan, and what is sent for it. */
interface Draft<Plan> {
  readonly served: ReadonlyArray<Ticket<Plan>>;
  readonly shared: Shared;
  /** Whether it is not the plan's own text. */
  readonly isShared: boolean;
}

const ownDraft = <Plan>(served: ReadonlyArray<Ticket<Plan>>): Draft<Plan> => ({ served, shared: { statements: served[0]!.statements }, isShared: false });

const textOf = (statements: readonly Printed[]): string => statements.map(({ sql }) => sql).join(';\n');

const keyOf = (text: string, request: RunRequest): string => `${request.skipQueryCache ? 'uncached' : ''}\n${text}`;

function wantedBy<Plan>(drafts: ReadonlyArray<Draft<Plan>>): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  for (const { served, shared } of drafts) {
    for (const { sql } of shared.statements) {
      const key = keyOf(sql, served[0]!.request);
      const one = wanted.get(key) ?? { sql, requests: new Set() };
      served.forEach(({ request }) => one.requests.add(request));
      wanted.set(key, one);
    }
  }
  return wanted;
}

/** @throws SalesError of the first statement that failed */
function answeredOf(outcomes: readonly Outcome[], { statements, rowsOf }: Shared, plans: number): Answered {
  const rows = outcomes.map((outcome) => {
    if ('error' in outcome) {
      throw outcome.error;
    }
    return outcome;
  });
  const answers = Object.fromEntries(statements.map(({ id }, at) => [id, rows[at]!.rows]));
  return {
    answers: rowsOf ? rowsOf(answers) : answers,
    statements,
    plans,
    notices: rows.flatMap((one) => one.notices),
  };
}

/** Whether another plan may be to blame; what no statement gets past is not asked again. */
const isOwnFault = (error: unknown): boolean => error instanceof SalesError && error.code === 'source/failed';
