import { clockFor } from './clock';
import { generateCompany, tableNames, type Company } from './company';
import { recordsOf, type ColumnType, type Table, type Value } from './tables';

const asOf = '2026-11-21';
const small = (seed: number, day = asOf) => generateCompany({ asOf: day, scale: 0.02, seed });
const counts = (company: Company) => Object.fromEntries(tableNames.map((name) => [name, company[name].rows.length]));

describe('the same parameters', () => {
  it('give the same rows', () => {
    expect(small(1)).toEqual(small(1));
  });

  it('give other rows with another seed', () => {
    expect(small(2).deals.rows).not.toEqual(small(1).deals.rows);
    expect(small(2).users).toEqual(small(1).users);
  });

  it('give as many rows of each table on every day', () => {
    const days = ['2026-11-22', '2026-10-25', '2027-01-01', '2027-03-28T23:30:00Z'];
    days.forEach((day) => expect(counts(small(1, day))).toEqual(counts(small(1))));
  });

  it('give the same rows all day', () => {
    expect(small(1, '2026-11-20T23:30:00Z').leads).toEqual(small(1).leads);
  });

  it('refuse what is no day', () => {
    expect(() => small(1, 'yesterday')).toThrow('"yesterday" is neither a day nor an instant');
  });
});

describe('the company at full size', () => {
  let company: Company;
  const { end } = clockFor(asOf);
  beforeAll(() => {
    company = generateCompany({ asOf });
  }, 60_000);

  it.each([
    ['leads', 60_000],
    ['deals', 20_000],
    ['deal_stage_history', 120_000],
    ['activities', 250_000],
    ['users', 24],
  ] as const)('has about as many %s as it says', (name, expected) => {
    expect(company[name].rows.length).toBeGreaterThan(expected * 0.9);
    expect(company[name].rows.length).toBeLessThan(expected * 1.1);
  });

  it('holds values of the declared types', () => {
    const wrong = tableNames.flatMap((name) => wrongValues(company[name]).map((column) => `${name}.${column}`));
    expect(wrong).toEqual([]);
  });

  it('has unique keys', () => {
    const repeated = tableNames.filter((name) => new Set(keysOf(company[name])).size < company[name].rows.length);
    expect(repeated).toEqual([]);
  });

  it.each([
    ['deals', 'lead_id', 'leads'], ['deals', 'customer_id', 'customers'], ['deals', 'owner_id', 'users'],
    ['leads', 'deal_id', 'deals'], ['deal_stage_history', 'deal_id', 'deals'], ['lead_stage_history', 'lead_id', 'leads'],
    ['activities', 'deal_id', 'deals'], ['orders', 'customer_id', 'customers'], ['touches', 'lead_id', 'leads'],
  ] as const)('refers from %s.%s to rows of %s that exist', (from, column, to) => {
    const ids = new Set(valuesOf(company[to], 'id'));
    expect(valuesOf(company[from], column).filter((id) => id !== null && !ids.has(id))).toEqual([]);
  });

  it('reaches from three years before to within a day of its end', () => {
    const created = valuesOf(company.leads, 'created_at').map((at) => (end - Number(at)) / 86_400_000);
    expect(Math.min(...created)).toBeGreaterThan(0);
    expect(Math.min(...created)).toBeLessThan(1);
    expect(Math.max(...created)).toBeGreaterThan(1094);
    expect(Math.max(...created)).toBeLessThan(1098);
  });

  it('has nothing after its end but meetings that are booked', () => {
    const late = tableNames.filter((name) =>
      company[name].columns.some(
        ({ name: column, type }) => type === 'instant' && valuesOf(company[name], column).some((at) => Number(at) >= end)
      )
    );
    expect(late).toEqual(['activities']);
    const booked = recordsOf(company.activities).filter((row) => Number(row.happened_at) >= end);
    expect(new Set(booked.map((row) => `${row.type} ${row.held}`))).toEqual(new Set(['meeting null']));
  });

  it('keeps each history in order and in step with the row', () => {
    const last = new Map<Value, Value>();
    const kinds = new Map(recordsOf(company.stages).filter((row) => row.pipeline !== 'lead').map((row) => [row.id, row.kind]));
    let before = 0;
    const wrong = recordsOf(company.deal_stage_history).filter(({ deal_id = null, stage = null, from_stage, changed_at }) => {
      const follows = from_stage === (last.get(deal_id) ?? null) && Number(changed_at) >= before;
      last.set(deal_id, stage);
      before = Number(changed_at);
      return !follows;
    });
    expect(wrong).toEqual([]);
    expect(recordsOf(company.deals).filter((row) => last.get(row.id ?? null) !== row.stage)).toEqual([]);
    const closes = recordsOf(company.deals).filter((row) => (row.closed_at !== null) !== (kinds.get(row.stage ?? null) !== 'open'));
    expect(closes).toEqual([]);
  });

  it('has targets that add up to the company at every level', () => {
    const bookings = recordsOf(company.targets).filter((row) => row.metric === 'bookings' && row.period === '2026-11');
    const sum = (column: string) =>
      bookings.filter((row) => row[column] !== null).reduce((total, row) => total + Number(row.value), 0);
    const whole = bookings.find((row) => row.region === null && row.team === null && row.owner_id === null);
    ['region', 'team', 'owner_id'].forEach((level) => expect(sum(level) / Number(whole?.value)).toBeCloseTo(1, 3));
  });
});

const fits: Readonly<Record<ColumnType, (value: Value) => boolean>> = {
  integer: (value) => Number.isInteger(value),
  numeric: (value) => Number.isFinite(value),
  instant: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  text: (value) => typeof value === 'string',
  local: (value) => /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(String(value)),
  date: (value) => /^\d{4}-\d\d-\d\d$/.test(String(value)),
};

const wrongValues = ({ columns, rows }: Table): string[] =>
  columns
    .filter(({ type }, index) => rows.some((row) => row[index] === undefined || (row[index] !== null && !fits[type](row[index]))))
    .map(({ name }) => name);

const valuesOf = (table: Table, column: string): Value[] => {
  const index = table.columns.findIndex(({ name }) => name === column);
  return table.rows.map((row) => row[index] ?? null);
};

const keysOf = ({ columns, key, rows }: Table): string[] => {
  const places = key.map((name) => columns.findIndex((column) => column.name === name));
  return rows.map((row) => places.map((place) => row[place]).join(' '));
};
