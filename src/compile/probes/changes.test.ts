import { duckdb } from '../../dialects/duckdb';
import { parseModelOrThrow } from '../../model/parse';
import { instant, minimal } from '../../model/parse.fixture';
import { print } from '../../sql/print';
import { probes } from '../probes';

const dealChange = { from: 'changes', item: 'deal_id', at: instant('at'), field: 'what', old: 'was', new: 'is', where: { kind: 'deal' } };
const model = parseModelOrThrow({ ...minimal, entities: { ...minimal.entities, dealChange } });
const probe = probes(model, duckdb).find(({ id }) => id === 'fields of dealChange')!;
const judged = (...fields: string[]) => probe.judge({ rows: fields.map((field) => ({ field, n: 1 })) });

test('fields are counted among the rows that exist', () => {
  expect(print(probe.select, duckdb)).toContain(`WHERE "change"."kind" = 'deal'`);
});

test('all fields, or no rows at all, are fine', () => {
  expect(judged('owner', 'amount', 'CloseDate', 'expected_close')).toEqual([]);
  expect(judged()).toEqual([]);
});

test('a field without changes is a warning, other words for all of them an error', () => {
  expect(judged('amount', 'owner')).toMatchObject([{ severity: 'warning', message: expect.stringMatching(/^no changes of expected_close are kept/) }]);
  expect(judged('Amount', 'CloseDate')).toMatchObject([{ severity: 'error', message: expect.stringMatching(/found Amount, CloseDate.*write amount, expected_close, owner/) }]);
});

test('the columns of the changes are looked at', () => {
  const columns = print(probes(model, duckdb).find(({ place }) => place === 'entities.dealChange')!.select, duckdb);
  ['deal_id', 'at', 'what', 'was', 'is', 'kind'].forEach((name) => expect(columns).toContain(`"row"."${name}"`));
});
