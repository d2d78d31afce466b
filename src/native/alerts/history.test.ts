import { postgres } from '../../dialects/postgres';
import { model, winRate } from './example.fixture';
import { askedOfHistory } from './history';

const running = { ...winRate, window: { kind: 'unit', grain: 'quarter', offset: 0 } } as const;

test('is one reading for all days, unless the rule waits for a part of its window: that is another number on each day', () => {
  const waiting = { ...running, gate: { ...winRate.gate, elapsed: 0.35 } };
  expect([running, waiting].map((one) => askedOfHistory(one, model, postgres, 90).every)).toEqual(['day', 'week']);
});

test('weeks end at the same local time, today last', () => {
  const asked = askedOfHistory({ ...running, gate: { ...winRate.gate, elapsed: 0.35 } }, model, postgres, 15);
  if (asked.every !== 'week') {
    throw new Error('asked by day');
  }
  // The clocks of Berlin change on 25 October.
  expect(asked.ends(new Date('2026-10-31T08:00:00Z')).map((end) => end.toISOString())).toEqual(['2026-10-17T07:00:00.000Z', '2026-10-24T07:00:00.000Z', '2026-10-31T08:00:00.000Z']);
});
