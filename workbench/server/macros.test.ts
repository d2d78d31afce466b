import { formatInterval, parseInterval, stepOf } from './interval';
import { expandMacros } from './macros';

const range = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 31, 23, 59, 59, 999), interval: 3_600_000 };
const expand = (sql: string) => expandMacros(sql, range);

describe('expandMacros', () => {
  it.each([
    ['$__timeFrom()', `'2026-01-01T00:00:00Z'`],
    ['$__timeTo()', `'2026-01-31T23:59:59.999Z'`],
    ['$__timeFilter(created_at)', `created_at BETWEEN '2026-01-01T00:00:00Z' AND '2026-01-31T23:59:59.999Z'`],
    ['$__time(created_at)', 'created_at AS "time"'],
    ['$__timeEpoch(created_at)', 'extract(epoch from created_at) as "time"'],
    ["$__timeGroup(at, '5m')", 'floor(extract(epoch from at)/300)*300'],
    ["$__timeGroup(at,'30d')", 'floor(extract(epoch from at)/2.592e+06)*2.592e+06'],
    ["$__timeGroup(at,'1h', 0)", 'floor(extract(epoch from at)/3600)*3600'],
    ["$__timeGroupAlias(at,'1h')", 'floor(extract(epoch from at)/3600)*3600 AS "time"'],
    ['$__unixEpochFilter(at)', 'at >= 1767225600 AND at <= 1769903999'],
    ['$__unixEpochNanoFrom()', '1767225600000000000'],
    ["$__unixEpochGroup(at,'1d')", 'floor((at)/86400)*86400'],
    ['$__unixEpochFrom()', '1767225600'],
    ['$__unixEpochTo()', '1769903999'],
    ['$__interval and $__interval_ms', '1h and 3600000'],
  ])('%s', (sql, expected) => {
    expect(expand(sql)).toBe(expected);
  });

  it('names a group that a comma follows', () => {
    expect(expand("SELECT $__timeGroup(at,'1m'), count(*)")).toBe(
      'SELECT floor(extract(epoch from at)/60)*60 AS "time", count(*)'
    );
  });

  it('leaves a group alone that something else follows', () => {
    expect(expand("SELECT $__timeGroup(at,'1m') AS m, 1")).toBe('SELECT floor(extract(epoch from at)/60)*60 AS m, 1');
  });

  it('refuses what is not a macro, in a literal too', () => {
    expect(() => expand('SELECT $__nosuch(x)')).toThrow('interpolation failed: unknown macro "__nosuch"');
    expect(() => expand("SELECT '$USD(approx)'")).toThrow('unknown macro "USD"');
  });

  it('leaves a dollar alone that no parenthesis follows', () => {
    expect(expand("SELECT '$owner', $1, 'a $'||'b(c)'")).toBe("SELECT '$owner', $1, 'a $'||'b(c)'");
  });

  it('keeps the digits of a whole tenth of a second', () => {
    expect(expandMacros('$__timeFrom()', { ...range, from: Date.UTC(2026, 0, 1, 0, 0, 10, 500) })).toBe(
      `'2026-01-01T00:00:10.5Z'`
    );
    expect(expandMacros('$__timeFrom()', { ...range, from: Date.UTC(2026, 0, 1, 0, 0, 10) })).toBe(
      `'2026-01-01T00:00:10Z'`
    );
  });
});

describe('intervals', () => {
  it('reads and writes lengths', () => {
    expect(parseInterval('90m')).toBe(5_400_000);
    expect(formatInterval(5_400_000)).toBe('1h');
    expect(formatInterval(86_400_000)).toBe('1d');
    expect(() => parseInterval('1 day')).toThrow('error parsing interval 1 day');
  });

  it('rounds the step of a range to a nice length', () => {
    expect(stepOf(90 * 86_400_000, 800, 1000)).toBe(3 * 3_600_000);
    expect(stepOf(3_600_000, 1000, 60_000)).toBe(60_000);
    expect(stepOf(3 * 365 * 86_400_000, 100, 1)).toBe(7 * 86_400_000);
  });
});
