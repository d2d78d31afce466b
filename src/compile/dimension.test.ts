import { readFileSync } from 'node:fs';
import { postgres } from '../dialects/postgres';
import { parseModelOrThrow } from '../model';
import type { FilterOperator } from '../plan/query';
import { print } from '../sql';
import { filterSql } from './dimension';

const model = parseModelOrThrow(JSON.parse(readFileSync('examples/demo/model.json', 'utf8')));
const deal = model.entities.deal!;

const where = (dimension: string, operator: FilterOperator, value: string): string => {
  const of = filterSql({ dimension, operator, values: [value] }, deal.dimensions[dimension]!, deal, 'deal', model, postgres);
  return print({ kind: 'select', columns: [{ as: 'kept', of }] }, postgres).replace(/\s+/g, ' ');
};

it('finds one of two groups that are called alike by the text that tells them apart', () => {
  expect(where('owner', '=', 'Kim (u2)')).toMatch(/OR CAST\("deal"\."owner_id" AS text\) = 'u2' AND CAST\("users_by_owner_id"\."name" AS text\) = 'Kim'/);
  expect(where('owner', '!=', 'Kim (u2)')).toMatch(/"name" AS text\) IS NULL OR NOT \(CAST\("deal"\."owner_id" AS text\) = 'u2' AND .*'Kim'\)/);
  expect(where('owner', '=', 'Kim')).not.toContain(' AND ');
  expect(where('region', '=', 'Kim (u2)')).not.toContain(' AND ');
});

it('finds what is shown as "(empty)": blank text, and of owners a blank id without a name', () => {
  const blank = (name: string): string => `TRIM\\(CAST\\(${name} AS text\\), ' ' \\|\\| CHR\\(9\\) .*?\\) = ''`;
  expect(where('region', '=', '(empty)')).toMatch(new RegExp(`= '\\(empty\\)' OR ${blank('"deal"\\."region"')}`));
  expect(where('owner', '!=', '(empty)')).toMatch(
    new RegExp(`AND NOT \\(${blank('"deal"\\."owner_id"')} AND \\(CAST\\("users_by_owner_id"\\."name" AS text\\) IS NULL OR ${blank('"users_by_owner_id"\\."name"')}\\)\\)`)
  );
  expect(where('stage', '=', '(empty)')).not.toContain('TRIM');
  expect(where('region', '=', '(none)')).not.toContain('TRIM');
});
