import { toFrame, type Rows } from './frames';

const oid = {
  bool: 16,
  int8: 20,
  int4: 23,
  text: 25,
  json: 114,
  float8: 701,
  date: 1082,
  timestamp: 1114,
  timestamptz: 1184,
  numeric: 1700,
  uuid: 2950,
};
type Type = keyof typeof oid;

const rowsOf = (columns: Array<[name: string, type: Type]>, ...rows: Array<Array<string | null>>): Rows => ({
  columns: columns.map(([name, type]) => ({ name, oid: oid[type] })),
  rows,
});
const table = (rows: Rows) => toFrame({ refId: 'A', sql: 'select', format: 'table' }, rows);
const series = (rows: Rows) => toFrame({ refId: 'A', sql: 'select', format: 'time_series' }, rows);
const typesOf = (frame: ReturnType<typeof table>) =>
  frame.schema.fields.map(({ name, type, typeInfo }) => [name, type, typeInfo.frame]);

describe('table', () => {
  it('reads PostgreSQL types as Grafana does', () => {
    const frame = table(
      rowsOf(
        [
          ['n', 'int8'],
          ['i', 'int4'],
          ['amount', 'numeric'],
          ['ok', 'bool'],
          ['day', 'date'],
          ['local', 'timestamp'],
          ['at', 'timestamptz'],
          ['extra', 'json'],
          ['id', 'uuid'],
        ],
        ['7', '8', '12.50', 't', '2026-03-29', '2026-03-29 12:00:00.5', '2026-03-29 12:00:00+00', '{"a":1}', 'c1']
      )
    );
    expect(typesOf(frame)).toEqual([
      ['n', 'number', 'int64'],
      ['i', 'number', 'int32'],
      ['amount', 'number', 'float64'],
      ['ok', 'boolean', 'bool'],
      ['day', 'time', 'time.Time'],
      ['local', 'time', 'time.Time'],
      ['at', 'time', 'time.Time'],
      ['extra', 'other', 'json.RawMessage'],
      ['id', 'string', 'string'],
    ]);
    const noon = Date.UTC(2026, 2, 29, 12);
    expect(frame.data.values).toEqual([
      [7],
      [8],
      [12.5],
      [true],
      [Date.UTC(2026, 2, 29)],
      [noon + 500],
      [noon],
      [{ a: 1 }],
      ['c1'],
    ]);
  });

  it('has no fields when there are no rows', () => {
    const frame = table(rowsOf([['n', 'int8']]));
    expect(frame.schema.fields).toEqual([]);
    expect(frame.data.values).toEqual([]);
    expect(frame.schema.meta.executedQueryString).toBe('select');
  });

  it('keeps null', () => {
    expect(
      table(
        rowsOf(
          [
            ['n', 'numeric'],
            ['t', 'text'],
          ],
          [null, null]
        )
      ).data.values
    ).toEqual([[null], [null]]);
  });

  it('sends what JSON cannot hold beside the values', () => {
    const frame = table(
      rowsOf(
        [
          ['n', 'float8'],
          ['t', 'text'],
        ],
        ['NaN', 'a'],
        ['1', 'b'],
        ['-Infinity', 'c'],
        ['Infinity', 'd']
      )
    );
    expect(frame.data.entities).toEqual([{ NaN: [0], Inf: [3], NegInf: [2] }, null]);
    expect(JSON.parse(JSON.stringify(frame.data.values[0]))).toEqual([null, 1, null, null]);
  });

  it('takes a number named time for an epoch', () => {
    const frame = table(
      rowsOf(
        [
          ['time', 'float8'],
          ['timeEnd', 'int8'],
          ['times', 'int8'],
        ],
        ['1767225600', '1767225600000', '1767225600']
      )
    );
    expect(frame.data.values).toEqual([[1767225600000], [1767225600000], [1767225600]]);
    expect(frame.schema.fields.map(({ type }) => type)).toEqual(['time', 'time', 'number']);
  });

  it('says that the row limit cut the answer', () => {
    expect(table({ ...rowsOf([['n', 'int8']], ['1']), limited: 1 }).schema.meta.notices?.[0]?.text).toContain(
      'limited to 1 because'
    );
  });
});

describe('time_series', () => {
  const first = '2026-01-01 00:00:00+00';
  const second = '2026-01-02 00:00:00+00';

  it('makes a series of each number and set of labels', () => {
    const frame = series(
      rowsOf(
        [
          ['time', 'timestamptz'],
          ['region', 'text'],
          ['won', 'int8'],
          ['lost', 'int8'],
        ],
        [first, 'East', '1', '2'],
        [first, 'West', '3', '4'],
        [second, 'East', '5', '6']
      )
    );
    expect(frame.schema.fields.map(({ name, labels }) => [name, labels?.region])).toEqual([
      ['Time', undefined],
      ['won', 'East'],
      ['lost', 'East'],
      ['won', 'West'],
      ['lost', 'West'],
    ]);
    expect(frame.data.values.slice(1)).toEqual([
      [1, 5],
      [2, 6],
      [3, null],
      [4, null],
    ]);
  });

  it('names a series after the column metric only when nothing else is there', () => {
    const named = series(
      rowsOf(
        [
          ['time', 'timestamptz'],
          ['metric', 'text'],
          ['value', 'int8'],
        ],
        [first, 'East', '1']
      )
    );
    expect(named.schema.fields[1]).toMatchObject({ name: 'East' });
    const labelled = series(
      rowsOf(
        [
          ['time', 'timestamptz'],
          ['metric', 'text'],
          ['a', 'int8'],
          ['b', 'int8'],
        ],
        [first, 'East', '1', '2']
      )
    );
    expect(labelled.schema.fields[1]).toMatchObject({ name: 'a', labels: { metric: 'East' } });
  });

  it('refuses rows without a time, or out of order', () => {
    expect(() =>
      series(
        rowsOf(
          [
            ['day', 'date'],
            ['n', 'int8'],
          ],
          ['2026-01-01', '1']
        )
      )
    ).toThrow('no time column found');
    expect(() =>
      series(
        rowsOf(
          [
            ['time', 'timestamptz'],
            ['n', 'int8'],
          ],
          [second, '1'],
          [first, '2']
        )
      )
    ).toThrow('sorted ascending');
    expect(() =>
      series(
        rowsOf(
          [
            ['time', 'timestamptz'],
            ['n', 'int8'],
          ],
          [null, '1']
        )
      )
    ).toThrow('null values');
  });
});
