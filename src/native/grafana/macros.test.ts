import { SalesError } from '../../sql/SalesError';
import { expandMacros, rfc3339Nano, unknownMacros } from './macros';

const range = { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-03-02T10:00:00.5Z') };

test.each([
  ['2026-03-02T10:00:00.000Z', '2026-03-02T10:00:00Z'],
  ['2026-03-02T10:00:10.120Z', '2026-03-02T10:00:10.12Z'],
  ['2026-03-02T10:00:10.100Z', '2026-03-02T10:00:10.1Z'],
  ['2026-03-02T10:00:10.007Z', '2026-03-02T10:00:10.007Z'],
  ['2026-03-02T12:00:00+02:00', '2026-03-02T10:00:00Z'],
])('the instant %s is %s', (instant, text) => {
  expect(rfc3339Nano(new Date(instant))).toBe(text);
});

test.each<[string, string]>([
  ['t >= $__timeFrom() AND t < $__timeTo()', "t >= '2026-03-01T00:00:00Z' AND t < '2026-03-02T10:00:00.5Z'"],
  ['WHERE $__timeFilter( closed_at )', "WHERE closed_at BETWEEN '2026-03-01T00:00:00Z' AND '2026-03-02T10:00:00.5Z'"],
  ['$__unixEpochFilter(e)', 'e >= 1772323200 AND e <= 1772445600'],
  ['$__unixEpochFrom() $__unixEpochTo()', '1772323200 1772445600'],
  ['$__time(t), $__timeEpoch(t)', 't AS "time", extract(epoch from t) as "time"'],
  // Literals and comments are not spared.
  ["-- $__timeFrom()\nSELECT '$__interval'", "-- '2026-03-01T00:00:00Z'\nSELECT '1s'"],
  // A split literal is.
  ["'$' || '__timeFrom()'", "'$' || '__timeFrom()'"],
  ['cost $5 and $name', 'cost $5 and $name'],
])('%s', (sql, expanded) => {
  expect(expandMacros(sql, range)).toBe(expanded);
});

test.each([
  [undefined, '1s', '1000'],
  [0, '1s', '1000'],
  [60_000, '1m', '60000'],
  [5_400_000, '1h', '5400000'],
  [86_400_000, '1d', '86400000'],
  [250, '250ms', '250'],
])('an interval of %p', (intervalMs, text, number) => {
  expect(expandMacros('$__interval|$__interval_ms', { ...range, intervalMs })).toBe(`${text}|${number}`);
});

test.each(['$USD(approx)', "'Tier $owner(x)'", '$__timeGroup(t, 1d)', '$constructor()'])('%s is refused with a sentence', (sql) => {
  expect(() => expandMacros(sql, range)).toThrow(SalesError);
  expect(() => expandMacros(sql, range)).toThrow(/^the statement calls \$\w+\(…\), which .*: use \$__timeFrom\(\)/);
});

test('only what Grafana does not know is unknown', () => {
  expect(unknownMacros('$__timeGroup(t,1d) $__timeFrom() $__unixEpochTo() $a(1) $b()')).toEqual(['a', 'b']);
});
