import { postgres } from '../dialects/postgres';
import { aggregate, and, binary, call, cast, column, countRows, day, fragment, instant, isIn, isNotNull, isNull, literal, localTime, not, or, sql, when } from './build';
import type { Dialect } from './Dialect';
import { print } from './print';
import type { Relation, Select, Sql } from './tree';

const select = (rest: Partial<Select>): Select => ({ kind: 'select', columns: [{ as: 'x', of: column('x') }], ...rest });
const expression = (of: Sql, dialect: Dialect = postgres): string => print(select({ columns: [{ as: 'v', of }] }), dialect).replace(/^SELECT\n {2}/, '').replace(/ AS ["`]v["`]$/, '');
const [a, b, c] = [column('a'), column('b'), column('c')];
const table = (name: string) => ({ kind: 'table', path: name.split('.'), as: 't' }) as const;

describe('statements', () => {
  test('one clause a line, with a comment on top', () => {
    const statement = select({
      comment: 'what this is', distinct: true,
      columns: [{ as: 'region', of: column('region', 't') }, { as: 'n', of: countRows() }],
      from: table('crm.deals'),
      joins: [{ how: 'left', to: { kind: 'table', path: ['users'], as: 'u' }, on: and(binary(column('id', 'u'), '=', column('owner', 't')), isNull(column('gone', 'u'))) }, { how: 'cross', to: { kind: 'step', name: 'days' } }],
      where: [and(binary(a, '=', literal(1)), isNotNull(b)), or(binary(a, '>', b), isNull(c))],
      groupBy: [column('region', 't')],
      having: [binary(countRows(), '>', literal(1))],
      orderBy: [{ of: countRows(), descending: true }, { of: a }],
      limit: 10,
    });
    expect(print(statement, postgres)).toBe(`-- what this is
SELECT DISTINCT
  "t"."region",
  COUNT(*) AS "n"
FROM "crm"."deals" AS "t"
LEFT JOIN "users" AS "u" ON "u"."id" = "t"."owner"
  AND "u"."gone" IS NULL
CROSS JOIN "sf_days"
WHERE "a" = 1
  AND "b" IS NOT NULL
  AND ("a" > "b" OR "c" IS NULL)
GROUP BY "t"."region"
HAVING COUNT(*) > 1
ORDER BY COUNT(*) DESC, "a"
LIMIT 10`);
  });

  test('a join that reads what stands before it', () => {
    const last: Relation = { kind: 'select', columns: [{ as: 'rate', of: column('rate', 'r') }], from: { kind: 'table', path: ['rates'], as: 'r' }, limit: 1 };
    const statement = select({ joins: [{ how: 'left', lateral: true, to: { kind: 'nested', of: last, as: 'conversion' }, on: literal(true) }] });
    expect(print(statement, postgres)).toMatch(/LEFT JOIN LATERAL \(\n  SELECT\n    "r"\."rate"\n  FROM "rates" AS "r"\n  LIMIT 1\n\) AS "conversion" ON TRUE$/);
  });

  test('several groupings of the same rows', () => {
    const [region, team] = [column('region'), column('team')];
    const statement = select({ columns: [{ as: 'n', of: countRows() }], from: { kind: 'table', path: ['deals'], as: 'deals' }, groupingSets: [[region, team], [region], []] });
    expect(print(statement, postgres)).toMatch(/GROUP BY GROUPING SETS \(\("region", "team"\), \("region"\), \(\)\)$/);
  });

  test('named steps, stacked and as tables of constants', () => {
    const values: Relation = { kind: 'values', columns: ['x', 'y'], rows: [[literal(1), literal('a')], [literal(2), literal(null)]] };
    const statement = select({
      steps: [
        { name: 'list', of: values },
        { name: 'both', comment: 'one below the other', of: { kind: 'union', of: [select({ from: { kind: 'step', name: 'list' } }), select({ from: { kind: 'nested', of: values, as: 'v' } })] } },
      ],
      from: { kind: 'step', name: 'both', as: 'b' },
    });
    expect(print(statement, postgres)).toBe(`WITH "sf_list" ("x", "y") AS (
  VALUES
    (1, 'a'),
    (2, NULL)
),
"sf_both" AS (
  -- one below the other
  SELECT
    "x"
  FROM "sf_list"
  UNION ALL
  SELECT
    "x"
  FROM (
    VALUES
      (1, 'a'),
      (2, NULL)
  ) AS "v" ("x", "y")
)
SELECT
  "x"
FROM "sf_both" AS "b"`);
  });

  test('SQL of an administrator keeps its last comment to itself', () => {
    expect(print(select({ from: { kind: 'raw', text: 'SELECT 1 AS x -- one', as: 'r' } }), postgres)).toBe('SELECT\n  "x"\nFROM (\nSELECT 1 AS x -- one\n) AS "r"');
  });
});

describe('expressions', () => {
  test.each<[string, Sql]>([
    ['"a" + "b" + "c"', binary(binary(a, '+', b), '+', c)],
    ['"a" - ("b" - "c")', binary(a, '-', binary(b, '-', c))],
    ['"a" * ("b" + "c")', binary(a, '*', binary(b, '+', c))],
    ['"a" / ("b" / "c")', binary(a, '/', binary(b, '/', c))],
    ['("a" + "b") * "c"', binary(binary(a, '+', b), '*', c)],
    ['"a" * "b" + "c"', binary(binary(a, '*', b), '+', c)],
    ['("a" < "b") = "c"', binary(binary(a, '<', b), '=', c)],
    ['"a" AND ("b" OR "c")', and(a, or(b, c))],
    ['"a" AND "b" OR "c"', or(and(a, b), c)],
    ['NOT ("a" AND "b")', not(and(a, b))],
    ['NOT ("a" = "b")', not(binary(a, '=', b))],
    ['NOT "a"', not(a)],
    ['("a" = "b") IS NULL', isNull(binary(a, '=', b))],
    ['(NOT "a") IS NOT NULL', isNotNull(not(a))],
    ['"a" IN (1, 2)', isIn(a, [literal(1), literal(2)])],
    ['"a" = 1', isIn(a, [literal(1)])],
    ['FALSE', isIn(a, [])],
    ['TRUE', and()],
    ['FALSE', or()],
    ['"a"', and(literal(true), a)],
    ['CASE WHEN "a" THEN "b" END', when(a, b)],
    ['CASE WHEN "a" THEN "b" ELSE 0 END', when(a, b, literal(0))],
    ['CAST("a" AS double precision)', cast(a, 'number')],
    ['COALESCE("a", "b" + 1)', call('COALESCE', a, binary(b, '+', literal(1)))],
    ['COUNT(DISTINCT "a")', { kind: 'call', name: 'COUNT', args: [a], distinct: true }],
    ['SUM("a") FILTER (WHERE "b" OR "c")', aggregate('SUM', a, or(b, c))],
    ['LAG("a") OVER (PARTITION BY "b" ORDER BY "c" DESC)', { kind: 'over', of: call('LAG', a), partition: [b], order: [{ of: c, descending: true }] }],
    ['MAX("a") OVER ()', { kind: 'over', of: call('MAX', a), partition: [], order: [] }],
    ['f("a" + 1, "b")', fragment`f(${binary(a, '+', literal(1))}, ${b})`],
    ['("a" + 1) ~ "b"', sql`${binary(a, '+', literal(1))} ~ ${b}`],
    ['NOT ("a" ~ "b")', not(sql`${a} ~ ${b}`)],
    ['(\n    SELECT\n      "x"\n  )', { kind: 'scalar', of: select({}) }],
  ])('%s', (text, of) => {
    expect(expression(of)).toBe(text);
  });

  test('constants', () => {
    expect([literal(-1.5), literal(1e21), literal(0.1), literal(true), literal(null), literal(''), literal(`it's`)].map((of) => expression(of))).toEqual(['(-1.5)', '1e+21', '0.1', 'TRUE', 'NULL', `''`, `'it''s'`]);
    expect([instant('2026-01-01T00:00:00Z'), localTime('2026-01-01T00:00:00'), day('2026-01-01')].map((of) => expression(of))).toEqual([
      `TIMESTAMPTZ '2026-01-01T00:00:00Z'`, `TIMESTAMP '2026-01-01T00:00:00'`, `DATE '2026-01-01'`,
    ]);
    expect(expression(binary(a, '-', literal(-1)))).toBe('"a" - (-1)');
    expect(() => expression(literal(Number.NaN))).toThrow('no SQL literal for NaN');
  });

  test('text is broken where Grafana would fill something in', () => {
    expect(expression(literal('$x [[y]] [[[ $$'))).toBe(`('$' || 'x [' || '[y]] [' || '[' || '[ $' || '$')`);
    const many = expression(literal('$'.repeat(40)));
    expect(many.match(/'\$'/g)).toHaveLength(40);
    expect(Math.max(...many.split(/[()]/).map((part) => part.split('||').length))).toBeLessThanOrEqual(9);
  });

  test('names are quoted, and quotes in aliases doubled', () => {
    expect(print(select({ columns: [{ as: 'a"b', of: literal(1) }] }), postgres)).toBe('SELECT\n  1 AS "a""b"');
    expect(() => print(select({ from: table('a"b') }), postgres)).toThrow(expect.objectContaining({ code: 'model/bad-identifier' }));
  });

  test('a database without FILTER gets CASE inside the aggregate', () => {
    const mysqlish: Dialect = { ...postgres, filterClause: false, quote: '`' };
    expect(expression(countRows(a), mysqlish)).toBe('COUNT(CASE WHEN `a` THEN 1 END)');
    expect(expression(aggregate('SUM', binary(a, '+', b), c), mysqlish)).toBe('SUM(CASE WHEN `c` THEN `a` + `b` END)');
    expect(expression(aggregate('SUM', a), mysqlish)).toBe('SUM(`a`)');
  });
});
