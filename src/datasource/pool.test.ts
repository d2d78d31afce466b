import fc from 'fast-check';
import { firstValueFrom, Observable, of, throwError } from 'rxjs';
import { SalesError } from '../sql/SalesError';
import { createPool, type Answered } from './pool';
import type { Outcome, RunRequest } from './runner';

/** A plan sums columns of one table; plans over the same table merge. `slow` and `funnel` tables do not. */
interface Sums {
  readonly table: string;
  readonly columns: readonly string[];
}
const sums = (table: string, ...columns: string[]): Sums => ({ table, columns });
const sqlOf = ({ table, columns }: Sums): string => `SELECT ${[...new Set(columns)].sort().join(', ')} FROM ${table}`;
const value = (column: string): number => column.charCodeAt(0);

const rowOf = (sql: string): Record<string, number> =>
  Object.fromEntries(
    /SELECT (.*) FROM/
      .exec(sql)![1]!
      .split(', ')
      .map((column) => [column, value(column)])
  );

interface Sent {
  readonly statements: readonly string[];
  readonly request: RunRequest;
  aborted: boolean;
  answer(outcomes?: readonly Outcome[]): void;
}

function setUp(outcomeOf: (sql: string) => Outcome = (sql) => ({ rows: [rowOf(sql)], notices: [] })) {
  const sent: Sent[] = [];
  let id = 0;
  const ask = createPool<Sums>({
    statementsOf: (plan) => {
      if (plan.columns.includes('unspeakable')) {
        throw new SalesError('dialect/missing', 'no such thing here');
      }
      return [{ id: 'main', sql: sqlOf(plan) }];
    },
    together: (plans) =>
      plans.map((plan) => {
        const alike = plan.table.startsWith('funnel') ? [plan] : plans.filter(({ table }) => table === plan.table);
        return {
          statements: [{ id: 'shared', sql: sqlOf(sums(plan.table, ...alike.flatMap(({ columns }) => columns))) }],
          rowsOf: ({ shared }) => ({ main: shared! }),
        };
      }),
    requestId: () => `pool-${++id}`,
    wait: 20,
    run: (statements, request) =>
      new Observable((subscriber) => {
        let answered = false;
        const one: Sent = {
          statements,
          request,
          aborted: false,
          answer: (outcomes = statements.map(outcomeOf)) => {
            answered = true;
            subscriber.next(outcomes);
            subscriber.complete();
          },
        };
        sent.push(one);
        return () => {
          one.aborted = !answered;
        };
      }),
  });
  return { ask, sent, answerAll: () => sent.forEach((one) => one.answer()) };
}

function collect(answer: Observable<Answered>) {
  const got: { value?: Answered; error?: unknown; done: boolean } = { done: false };
  const subscription = answer.subscribe({
    next: (one) => (got.value = one),
    error: (error) => (got.error = error),
    complete: () => (got.done = true),
  });
  return Object.assign(got, { leave: () => subscription.unsubscribe() });
}

const panel = (panelId = 1): RunRequest => ({ panelId });
const failed: Outcome = { error: new SalesError('source/failed', 'no such column') };

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('what is sent', () => {
  it('waits for others, then sends plans over the same rows as one statement with an id of its own', () => {
    const { ask, sent } = setUp();
    const [a, b] = [collect(ask(sums('deals', 'b'), panel(1))), collect(ask(sums('deals', 'a'), panel(2)))];
    jest.advanceTimersByTime(19);
    expect(sent).toHaveLength(0);
    jest.advanceTimersByTime(1);
    expect(sent.map(({ statements, request }) => [statements, request.requestId])).toEqual([
      [['SELECT a, b FROM deals'], 'pool-1'],
    ]);
    sent[0]!.answer();
    expect([a.value?.answers.main, b.value?.plans, a.done]).toEqual([[{ a: 97, b: 98 }], 2, true]);
  });

  it('sends an identical statement once while it waits or runs, and again when it has answered', () => {
    const { ask, sent } = setUp();
    const plan = sums('funnel', 'a');
    const first = [collect(ask(plan, panel(1))), collect(ask(plan, panel(2)))];
    jest.advanceTimersByTime(20);
    const late = collect(ask(plan, panel(3)));
    jest.advanceTimersByTime(20);
    expect(sent).toHaveLength(1);
    sent[0]!.answer();
    expect([...first, late].map((one) => one.value?.plans)).toEqual([1, 1, 1]);
    collect(ask(plan, panel(4)));
    jest.advanceTimersByTime(20);
    expect(sent).toHaveLength(2);
  });

  it('lets a late plan join the merged statement that it is part of', () => {
    const { ask, sent } = setUp();
    collect(ask(sums('deals', 'a'), panel(1)));
    collect(ask(sums('deals', 'b'), panel(2)));
    jest.advanceTimersByTime(20);
    const late = collect(ask(sums('deals', 'b'), panel(3)));
    sent[0]!.answer();
    expect([sent.length, late.value?.answers.main]).toEqual([1, [{ a: 97, b: 98 }]]);
  });

  it('puts the statements of one request in one POST, and one that several requests share in its own', () => {
    const { ask, sent } = setUp();
    const [one, two] = [panel(1), panel(2)];
    collect(ask(sums('funnel1', 'a'), one));
    collect(ask(sums('funnel2', 'b'), one));
    collect(ask(sums('funnel3', 'c'), one));
    collect(ask(sums('funnel3', 'c'), two));
    collect(ask(sums('funnel4', 'd'), two));
    jest.advanceTimersByTime(20);
    const posts = sent.map(({ statements, request }) => [request.panelId, statements.map((sql) => sql.slice(-7))]);
    expect(posts).toEqual([
      [1, ['funnel1', 'funnel2']],
      [1, ['funnel3']],
      [2, ['funnel4']],
    ]);
    expect(new Set(sent.map(({ request }) => request.requestId)).size).toBe(3);
  });

  it('does not mix a request that wants no cached answer with others', () => {
    const { ask, sent } = setUp();
    collect(ask(sums('deals', 'a'), panel(1)));
    collect(ask(sums('deals', 'a'), { ...panel(2), skipQueryCache: true }));
    jest.advanceTimersByTime(20);
    expect(sent.map(({ request }) => request.skipQueryCache)).toEqual([undefined, true]);
  });

  it('prints the same merged text whatever the order of asking', () => {
    const texts = [
      ['a', 'b', 'c'],
      ['c', 'a', 'b'],
      ['b', 'c', 'a'],
    ].map((order) => {
      const { ask, sent } = setUp();
      order.forEach((column) => collect(ask(sums('deals', column), panel())));
      jest.advanceTimersByTime(20);
      return sent.map(({ statements }) => statements);
    });
    expect(new Set(texts.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it('answers a database that answers at once', async () => {
    jest.useRealTimers();
    const ask = createPool<Sums>({
      statementsOf: (plan) => [{ id: 'main', sql: sqlOf(plan) }],
      together: (plans) => plans.map((plan) => ({ statements: [{ id: 'main', sql: sqlOf(plan) }] })),
      requestId: () => 'x',
      wait: 0,
      run: (statements) => of(statements.map((sql) => ({ rows: [rowOf(sql)], notices: [] }))),
    });
    const request = panel();
    const plans = [sums('x', 'a'), sums('y', 'b'), sums('x', 'a')];
    const rows = await Promise.all(plans.map((plan) => firstValueFrom(ask(plan, request))));
    expect(rows.map(({ answers }) => answers.main)).toEqual([[{ a: 97 }], [{ b: 98 }], [{ a: 97 }]]);
  });
});

describe('cancelling', () => {
  it('sends nothing for a plan that left while waiting', () => {
    const { ask, sent } = setUp();
    collect(ask(sums('deals', 'a'), panel(1))).leave();
    collect(ask(sums('deals', 'b'), panel(2)));
    jest.advanceTimersByTime(20);
    expect(sent.map(({ statements }) => statements)).toEqual([['SELECT b FROM deals']]);
  });

  it('aborts a statement when its last subscriber leaves, not before', () => {
    const { ask, sent } = setUp();
    const [a, b] = [collect(ask(sums('deals', 'a'), panel(1))), collect(ask(sums('deals', 'b'), panel(2)))];
    jest.advanceTimersByTime(20);
    a.leave();
    expect(sent[0]!.aborted).toBe(false);
    b.leave();
    expect(sent[0]!.aborted).toBe(true);
  });

  it('asks anew after an abort', () => {
    const { ask, sent } = setUp();
    const first = collect(ask(sums('deals', 'a'), panel()));
    jest.advanceTimersByTime(20);
    first.leave();
    const second = collect(ask(sums('deals', 'a'), panel()));
    jest.advanceTimersByTime(20);
    sent[1]!.answer();
    expect([sent.length, second.done, first.done]).toEqual([2, true, false]);
  });
});

describe('failing', () => {
  const badColumn = (sql: string): Outcome => (sql.includes('x') ? failed : { rows: [rowOf(sql)], notices: [] });

  it('asks the plans of a failed merged statement apart, so that one bad metric breaks no neighbour', () => {
    const { ask, sent, answerAll } = setUp(badColumn);
    const [bad, good, twin] = ['x', 'a', 'a'].map((column, at) => collect(ask(sums('deals', column), panel(at))));
    jest.advanceTimersByTime(20);
    answerAll();
    expect(sent.slice(1).map(({ statements }) => statements)).toEqual([
      ['SELECT a FROM deals'],
      ['SELECT x FROM deals'],
    ]);
    sent.slice(1).forEach((one) => one.answer());
    expect([bad!.error, good!.value?.answers.main, twin!.value?.plans]).toEqual([failed.error, [{ a: 97 }], 1]);
  });

  it('also asks apart for a plan that joined the merged statement late', () => {
    const { ask, sent, answerAll } = setUp(badColumn);
    ['x', 'a'].forEach((column) => collect(ask(sums('deals', column), panel())));
    jest.advanceTimersByTime(20);
    const late = collect(ask(sums('deals', 'a'), panel(9)));
    answerAll();
    sent.slice(1).forEach((one) => one.answer());
    expect([sent.length, late.value?.answers.main]).toEqual([3, [{ a: 97 }]]);
  });

  it('does not ask again for what nobody may read', () => {
    const forbidden: Outcome = { error: new SalesError('source/forbidden', 'ask an admin') };
    const { ask, sent, answerAll } = setUp(() => forbidden);
    const both = ['a', 'b'].map((column) => collect(ask(sums('deals', column), panel())));
    jest.advanceTimersByTime(20);
    answerAll();
    expect([sent.length, both.map(({ error }) => error)]).toEqual([1, [forbidden.error, forbidden.error]]);
  });

  it('keeps a failure to the statement that failed, though they share a POST', () => {
    const { ask, answerAll } = setUp(badColumn);
    const request = panel();
    const [bad, good] = [collect(ask(sums('funnel1', 'x'), request)), collect(ask(sums('funnel2', 'a'), request))];
    jest.advanceTimersByTime(20);
    answerAll();
    expect([bad.error, good.value?.answers.main]).toEqual([failed.error, [{ a: 97 }]]);
  });

  it('fails at once when a plan cannot be said in the dialect', () => {
    const { ask } = setUp();
    expect(collect(ask(sums('deals', 'unspeakable'), panel())).error).toMatchObject({ code: 'dialect/missing' });
  });

  it('passes a bug on', () => {
    const bug = new Error('bug');
    const ask = createPool<Sums>({
      statementsOf: (plan) => [{ id: 'main', sql: sqlOf(plan) }],
      together: (plans) => plans.map(() => ({ statements: [{ id: 'main', sql: 'all' }] })),
      requestId: () => 'x',
      wait: 1,
      run: () => throwError(() => bug),
    });
    const both = ['a', 'b'].map((column) => collect(ask(sums('deals', column), panel())));
    jest.advanceTimersByTime(1);
    expect(both.map(({ error }) => error)).toEqual([bug, bug]);
  });
});

it('gives every plan the answer that it would get alone, however they are mixed, and never asks more often', () => {
  const arrival = fc.record({
    table: fc.constantFrom('deals', 'leads', 'funnel'),
    columns: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'x'), { minLength: 1 }),
    request: fc.integer({ min: 0, max: 2 }),
    pause: fc.constantFrom(0, 0, 5, 25),
    leaves: fc.boolean(),
  });
  const fails = (sql: string): Outcome => (sql.includes('x') ? failed : { rows: [rowOf(sql)], notices: [] });
  fc.assert(
    fc.property(fc.array(arrival, { maxLength: 12 }), fc.boolean(), (arrivals, answersInBetween) => {
      const { ask, sent, answerAll } = setUp(fails);
      const requests = [panel(0), panel(1), panel(2)];
      const got = arrivals.map(({ table, columns, request, pause, leaves }) => {
        const one = collect(ask(sums(table, ...columns), requests[request]!));
        jest.advanceTimersByTime(pause);
        if (answersInBetween) {
          answerAll();
        }
        if (leaves) {
          one.leave();
        }
        return one;
      });
      for (let round = 0; round < 3; round++) {
        jest.advanceTimersByTime(50);
        answerAll();
      }
      got.forEach((one, at) => {
        const { columns, leaves } = arrivals[at]!;
        const alone = fails(sqlOf(sums('t', ...columns)));
        if (leaves && !one.done) {
          expect(one.value).toBeUndefined();
        } else if ('error' in alone) {
          expect(one.error).toBe(alone.error);
        } else {
          expect(one.value?.answers.main?.[0]).toMatchObject(alone.rows[0]!);
        }
      });
      const hasFailure = arrivals.some(({ columns }) => columns.includes('x'));
      const statements = sent.flatMap((one) => one.statements).length;
      expect(statements).toBeLessThanOrEqual(arrivals.length * (hasFailure ? 2 : 1));
    }),
    { numRuns: 300, seed: 20261121 }
  );
});
