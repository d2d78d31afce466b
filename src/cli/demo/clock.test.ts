import { clockFor, monthAt, quarterAt } from './clock';
import { dayNumber } from '../../model/calendar';

const iso = (ms: number) => new Date(ms).toISOString();
const days = Array.from({ length: 14 }, (_, index) => `2026-10-${String(18 + index).padStart(2, '0')}`);

it('ends at the local midnight that begins the day', () => {
  expect(iso(clockFor('2026-07-01').end)).toBe('2026-06-30T22:00:00.000Z');
  expect(iso(clockFor('2026-12-01').end)).toBe('2026-11-30T23:00:00.000Z');
  expect(clockFor('2026-06-30T22:00:00Z')).toMatchObject({ today: dayNumber('2026-07-01') });
});

it.each(days)('keeps the order of time before %s, over weekends and changes of the clock', (day) => {
  const { instant, end } = clockFor(day);
  const instants = Array.from({ length: 7000 }, (_, index) => instant((index - 7000) * 0.031));
  expect(instants.filter((now, index) => now < (instants[index - 1] ?? now) || now >= end)).toEqual([]);
});

it.each(days)('leaves whole weeks whole before %s', (day) => {
  const { dayNumber: number, today } = clockFor(day);
  [-1, -2, -13, -26].forEach((weeks) => {
    expect(number(7 * weeks)).toBe(today + 7 * weeks);
    expect(number(7 * weeks - 1e-6)).toBe(today + 7 * weeks - 1);
  });
});

it('says the same of an instant, a date and a wall clock', () => {
  const clock = clockFor('2026-11-21');
  expect(clock.local(-0.5).slice(0, 10)).toBe(clock.date(-0.5));
  const wall = new Date(clock.instant(-0.5) + 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
  expect(clock.local(-0.5)).toBe(wall);
});

it('knows months and quarters', () => {
  const day = dayNumber('2026-11-21');
  expect(monthAt(day, 2)).toEqual({ period: '2027-01', from: dayNumber('2027-01-01'), to: dayNumber('2027-02-01') });
  expect(quarterAt(day)).toEqual({ period: '2026-Q4', from: dayNumber('2026-10-01'), to: dayNumber('2027-01-01') });
  expect(quarterAt(day, -4).period).toBe('2025-Q4');
});
