import { duckdb } from '../dialects/duckdb';
import { postgres } from '../dialects/postgres';
import { column } from '../sql/build';
import { print } from '../sql/print';
import { parseFormula } from './parse';
import { toSql } from './toSql';

const text = (formula: string, dialect = postgres) =>
  print({ kind: 'select', columns: [{ as: 'x', of: toSql(parseFormula(formula), (name, scope) => column(`${scope}.${name}`)) }] }, dialect)
    .replace('SELECT\n  ', '')
    .replace(' AS "x"', '')
    .replaceAll('double precision', 'double');

test('references and numbers are doubles, and a divisor is never zero', () => {
  expect(text('a / b')).toBe('CAST("here.a" AS double) / NULLIF(CAST("here.b" AS double), 0)');
  expect(text('1 / 2')).toBe('CAST(1 AS double) / NULLIF(CAST(2 AS double), 0)');
  expect(text('a / b', duckdb)).toBe('CAST("here.a" AS DOUBLE) / NULLIF(CAST("here.b" AS DOUBLE), 0)');
});

test('scopes choose the column', () => {
  expect(text('a - previous(a)')).toBe('CAST("here.a" AS double) - CAST("previous.a" AS double)');
});

test('parentheses survive', () => {
  expect(text('(1 - a) * 2')).toBe('(CAST(1 AS double) - CAST("here.a" AS double)) * CAST(2 AS double)');
  expect(text('1 - (a - 2)')).toBe('CAST(1 AS double) - (CAST("here.a" AS double) - CAST(2 AS double))');
});

test('the smallest of several is NULL when one is', () => {
  expect(text('least(a, b)')).toBe(
    'CASE WHEN CAST("here.a" AS double) IS NULL OR CAST("here.b" AS double) IS NULL THEN NULL ELSE LEAST(CAST("here.a" AS double), CAST("here.b" AS double)) END'
  );
});
