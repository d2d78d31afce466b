/** @jest-environment jsdom */
import { createDataFrame, FieldType, type DataQueryResponse, type DataSourceInstanceSettings } from '@grafana/data';
import { firstValueFrom, of, throwError } from 'rxjs';
import { postgres } from '../dialects/postgres';
import { createRun, type Backend } from './runner';
import type { Source } from './source';

const settings = {
  uid: 'pg',
  type: 'grafana-postgresql-datasource',
  name: 'Sales DB',
  jsonData: {},
  meta: {},
} as DataSourceInstanceSettings;
const source: Source = { uid: 'pg', type: settings.type, name: 'Sales DB', dialect: postgres, settings };

/** The outcomes of two statements for a response. */
const outcomes = (response: DataQueryResponse) =>
  firstValueFrom(
    createRun(source, { query: () => of(response), callHealthCheck: () => Promise.resolve(undefined) })(
      ['one', 'two'],
      {}
    )
  );
const frame = (refId: string, values: number[]) =>
  createDataFrame({ refId, fields: values.length ? [{ name: 'n', type: FieldType.number, values }] : [] });

describe('answers', () => {
  it('are rows by name for each statement, none for a frame without fields', async () => {
    const notices = [{ severity: 'warning' as const, text: 'row limit' }];
    const [one, two] = await outcomes({ data: [frame('S1', []), { ...frame('S0', [1, 2]), meta: { notices } }] });
    expect([one, two]).toEqual([
      { rows: [{ n: 1 }, { n: 2 }], notices },
      { rows: [], notices: [] },
    ]);
  });

  it('keep an error to its own statement', async () => {
    const [one, two] = await outcomes({
      data: [frame('S0', [1])],
      errors: [{ refId: 'S1', message: 'relation "x" does not exist', status: 500 }],
    });
    expect(one).toMatchObject({ rows: [{ n: 1 }] });
    expect(two).toMatchObject({
      error: { code: 'source/failed', message: '"Sales DB" answered: relation "x" does not exist' },
    });
  });

  it.each([
    [403, 'source/forbidden', 'ask an admin for query permission'],
    [404, 'source/missing', 'was not found'],
    [502, 'source/unreachable', 'could not be asked: Bad gateway'],
  ])('spread a failure of the whole request over all statements: %d', async (status, code, text) => {
    const both = await outcomes({ data: [], error: { status, message: 'Bad gateway' } });
    expect(both).toEqual(
      [0, 1].map(() => ({ error: expect.objectContaining({ code, message: expect.stringContaining(text) }) }))
    );
  });

  it('are an error where Grafana throws or says nothing', async () => {
    const throwing: Backend = {
      query: () => throwError(() => new Error('Unknown Datasource')),
      callHealthCheck: () => Promise.resolve(undefined),
    };
    expect(await firstValueFrom(createRun(source, throwing)(['one'], {}))).toMatchObject([
      { error: { message: '"Sales DB" could not be asked: Unknown Datasource' } },
    ]);
    expect(await outcomes({ data: [] })).toMatchObject([
      { error: { code: 'source/failed' } },
      { error: { code: 'source/failed' } },
    ]);
  });
});
