import { newcombe, wilson } from '../../formula';
import type { Row } from '../../result/read';
import { evaluateRule } from '../grafana/evaluate';
import type { AlertDefinition } from './AlertDefinition';
import { ruleFor, winRate } from './example.fixture';

type Values = Readonly<Record<string, number | null>>;

/** Teams that fire, with these values of the rule's queries: team → refId → value. */
function firing(definition: AlertDefinition, teams: Readonly<Record<string, Values>>): string[] {
  const rule = ruleFor(definition);
  const rows = (refId: string): Row[] => Object.entries(teams).map(([team, values]) => ({ team, value: values[refId] ?? null }));
  const answers = Object.fromEntries(rule.data.map(({ refId }) => [refId, rows(refId)]));
  const { instances, error } = evaluateRule(rule, answers);
  expect(error).toBeUndefined();
  // Whatever the values, the gate is a number.
  expect(instances.map(({ values }) => values['gate'])).toEqual(instances.map(({ values }) => (values['gate'] === 1 ? 1 : 0)));
  return instances.filter(({ fires }) => fires).map(({ labels }) => labels['team'] ?? '');
}

const rate = (numerator: number, n: number): Values => {
  const ends = wilson(numerator, n, 3);
  return { value: n ? numerator / n : null, numerator, n, low: ends?.low ?? null, high: ends?.high ?? null };
};

const against = (now: readonly [number, number], before: readonly [number, number]): Values => {
  const change = newcombe({ numerator: now[0], denominator: now[1] }, { numerator: before[0], denominator: before[1] }, 3);
  return { ...rate(...now), previous: before[0] / before[1], previousN: before[1], changeHigh: change?.high ?? null };
};

const previously = { with: 'previous-period', threshold: 0 } as const;

test('a part of the running quarter must have begun, whatever the groups say', () => {
  const waiting: AlertDefinition = { ...winRate, window: { kind: 'unit', grain: 'quarter', offset: 0 }, gate: { ...winRate.gate, elapsed: 0.35 } };
  const rule = ruleFor(waiting);
  const firingAt = (elapsed: number | null): string[] => {
    const rows = (refId: string): Row[] => [{ team: 'A', value: rate(100, 1000)[refId] ?? null }, { team: 'B', value: rate(400, 1000)[refId] ?? null }];
    const answers = Object.fromEntries(rule.data.map(({ refId }) => [refId, refId === 'elapsed' ? [{ value: elapsed }] : rows(refId)]));
    const { instances, error } = evaluateRule(rule, answers);
    expect(error).toBeUndefined();
    expect(instances.map(({ labels }) => labels)).toEqual([{ team: 'A' }, { team: 'B' }]);
    return instances.filter(({ fires }) => fires).map(({ labels }) => labels['team'] ?? '');
  };
  expect([0, 0.3499, 0.35, 1, null].map(firingAt)).toEqual([[], [], ['A'], ['A'], []]);
});

describe('a proportion', () => {
  test('fires when the bound crosses the threshold, and not when the value alone does', () => {
    expect(firing(winRate, { sure: rate(100, 1000), unsure: rate(20, 100), fine: rate(400, 1000) })).toEqual(['sure']);
  });

  test('stays quiet below the minimum of observations, however bad', () => {
    expect(firing(winRate, { few: rate(0, 29), enough: rate(0, 60) })).toEqual(['enough']);
  });

  test('stays quiet where there is no value at all', () => {
    expect(firing(winRate, { none: rate(0, 0), missing: {}, sure: rate(100, 1000) })).toEqual(['sure']);
  });

  test('of a change: the whole interval of the difference', () => {
    const down = { ...winRate, comparison: previously };
    expect(
      firing(down, { sure: against([100, 1000], [250, 1000]), chance: against([20, 100], [27, 100]), up: against([300, 1000], [200, 1000]), thin: against([10, 1000], [25, 29]) })
    ).toEqual(['sure']);
  });

  test('above: the lower bound', () => {
    const stalled: AlertDefinition = { ...winRate, direction: 'above' };
    expect(firing(stalled, { sure: rate(400, 1000), unsure: rate(35, 100) })).toEqual(['sure']);
  });

  test('against several windows before: as Newcombe puts it together', () => {
    const down: AlertDefinition = { ...winRate, comparison: { with: 'previous-period', threshold: -0.1, windows: 3 } };
    const of = (now: readonly [number, number], before: readonly [number, number]): Values => {
      const [previous, ends] = [before[0] / before[1], wilson(...before, 3)];
      return { ...rate(...now), previous, previousN: before[1], previousLow: ends?.low ?? null };
    };
    // Newcombe's upper bound lies just below and just above −0.1.
    const bound = (won: number) => newcombe({ numerator: won, denominator: 500 }, { numerator: 600, denominator: 1500 }, 3)?.high ?? 0;
    const least = [...Array(500).keys()].filter((won) => bound(won) < -0.1).pop() ?? 0;
    expect(bound(least + 1)).toBeGreaterThanOrEqual(-0.1);
    expect(firing(down, { below: of([least, 500], [600, 1500]), above: of([least + 1, 500], [600, 1500]) })).toEqual(['below']);
  });
});

describe('a count', () => {
  const leads: AlertDefinition = {
    ...winRate,
    question: { type: 'metric', metric: 'leads_created' },
    comparison: { with: 'previous-period', threshold: -0.25, windows: 4 },
    gate: { chance: { by: 'count' }, minimum: 10 },
  };

  test('falls by more than chance: value and the mean of the windows before are counts of independent events', () => {
    // 100 expected with a spread of 3·√(v + 100/4): 40 is beyond 75, 55 is not.
    expect(firing(leads, { silent: { value: 0, previous: 400 }, low: { value: 40, previous: 400 }, chance: { value: 55, previous: 400 }, usual: { value: 101, previous: 400 } })).toEqual([
      'silent',
      'low',
    ]);
  });

  test('says nothing where too little was usual, or nothing at all', () => {
    expect(firing(leads, { rare: { value: 0, previous: 39 }, never: { value: 0, previous: 0 }, enough: { value: 0, previous: 40 } })).toEqual(['enough']);
  });
});

describe('a mean with its standard error', () => {
  const cycle: AlertDefinition = {
    ...winRate,
    question: { type: 'metric', metric: 'sales_cycle_won' },
    comparison: { with: 'previous-period', threshold: 0.1 },
    direction: 'above',
    gate: { chance: { by: 'error', metric: 'sales_cycle_won_error' }, minimum: 30 },
  };

  test('rises by more than three standard errors of the difference, and by the threshold', () => {
    const values = (value: number, n = 50): Values => ({ value, n, error: 3, previous: 60, previousN: 50, previousError: 4 });
    // 60 + 3·5 + 6 = 81.
    expect(firing(cycle, { over: values(81.1), under: values(80.9), thin: values(200, 29), same: values(60) })).toEqual(['over']);
  });
});

describe('a stock', () => {
  test('is compared as it is; negative thresholds are read as such', () => {
    const gap: AlertDefinition = {
      ...winRate,
      question: { type: 'metric', metric: 'bookings' },
      comparison: { with: 'absolute', threshold: -1000 },
      gate: { chance: { by: 'nothing' } },
    };
    expect(firing(gap, { behind: { value: -1001 }, close: { value: -999 }, ahead: { value: 5 } })).toEqual(['behind']);
  });

  test('against a target: a share of it, and nothing without one', () => {
    const pace: AlertDefinition = {
      ...winRate,
      question: { type: 'metric', metric: 'bookings' },
      comparison: { with: 'target', threshold: 0.9 },
      gate: { chance: { by: 'nothing' } },
    };
    expect(firing(pace, { behind: { value: 89, target: 100 }, close: { value: 91, target: 100 }, unplanned: { value: 0, target: null } })).toEqual(['behind']);
  });
});
