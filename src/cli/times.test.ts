import { SalesError } from '../sql/SalesError';
import { parseDays, parseTime } from './times';

const time = (text: string, zone = 'Europe/Berlin'): string => {
  try {
    return parseTime(text, zone, '--from').toISOString().replace(':00.000Z', 'Z');
  } catch (error) {
    return error instanceof SalesError ? error.code : String(error);
  }
};

describe('times', () => {
  test.each([
    ['2026-01-31', '2026-01-30T23:00Z'], ['2026-07-31', '2026-07-30T22:00Z'], [' 2026-01-31 08:00 ', '2026-01-31T07:00Z'], ['2026-01-31T08:00:30', '2026-01-31T07:00:30.000Z'],
    // On the days of clock changes the clocks are meant, not the hours since midnight.
    ['2026-03-29T08:00', '2026-03-29T06:00Z'], ['2026-10-25T08:00', '2026-10-25T07:00Z'], ['2026-03-29T02:30', '2026-03-29T01:30Z'], ['2026-10-25T02:30', '2026-10-25T00:30Z'],
    ['2026-01-31Z', '2026-01-31T00:00Z'], ['2026-01-31T08:00Z', '2026-01-31T08:00Z'], ['2026-01-31T08:00+05:45', '2026-01-31T02:15Z'], ['2026-01-31 08:00-0300', '2026-01-31T11:00Z'], ['2026-01-31+01:00', '2026-01-30T23:00Z'],
  ])('%s is %s', (text, instant) => {
    expect(time(text)).toBe(instant);
  });
  test('a midnight that is skipped is the first instant of the day', () => {
    expect([time('2018-11-04', 'America/Sao_Paulo'), time('2018-11-04T00:30', 'America/Sao_Paulo'), time('2018-11-04T10:00', 'America/Sao_Paulo')]).toEqual(['2018-11-04T03:00Z', '2018-11-04T03:00Z', '2018-11-04T12:00Z']);
  });
  test.each(['', 'tomorrow', '2026-02-30', '2026-13-01', '26-01-01', '2026-01-31T25:00', '2026-01-31T08:61', '2026-01-31T08', '2026-01-31T08:00+99:00', '1767225600'])('%j is refused', (text) => {
    expect(time(text)).toBe('usage/bad-date');
  });
});

test('durations are days or weeks', () => {
  expect([parseDays('90d', '--window'), parseDays('2w', '--window'), parseDays(' 1.5 ', '--window')]).toEqual([90, 14, 1.5]);
  for (const text of ['', '-1', '90h', 'd', '1e3']) {
    expect(() => parseDays(text, '--window')).toThrow(expect.objectContaining({ code: 'usage/bad-duration' }));
  }
});
