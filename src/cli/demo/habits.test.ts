/** That the company behaves like sales: what people do out of order, when they work, and what they get wrong. */
import { clockFor } from './clock';
import { generateCompany, type Company } from './company';
import { recordsOf, type Value } from './tables';

const asOf = '2026-11-21';
const { end } = clockFor(asOf);
const order = ['prospecting', 'qualified', 'demo', 'proposal', 'negotiation', 'won'];

let company: Company;
let deals: Array<Record<string, Value>>;
let leads: Array<Record<string, Value>>;
let paths: string[][];
beforeAll(() => {
  company = generateCompany({ asOf, scale: 0.3 });
  [deals, leads] = [recordsOf(company.deals), recordsOf(company.leads)];
  const byDeal = new Map<Value, string[]>();
  for (const { deal_id = null, stage } of recordsOf(company.deal_stage_history)) {
    byDeal.set(deal_id, [...(byDeal.get(deal_id) ?? []), String(stage)]);
  }
  paths = deals.filter((row) => row.pipeline === 'new').map((row) => byDeal.get(row.id ?? null) ?? []);
}, 60_000);

const share = <Item>(items: readonly Item[], is: (item: Item) => boolean): number => items.filter(is).length / items.length;
const moves = () => paths.flatMap((path) => path.slice(1).map((stage, index) => [path[index] ?? '', stage] as const));
const rank = (stage: string) => order.indexOf(stage);

describe('deals', () => {
  it('skip stages', () => {
    const skipping = share(moves(), ([from, to]) => rank(from) >= 0 && rank(to) > rank(from) + 1);
    expect(skipping).toBeGreaterThan(0.02);
    expect(skipping).toBeLessThan(0.1);
  });

  it('move back', () => {
    const backward = share(moves(), ([from, to]) => rank(to) >= 0 && rank(to) < rank(from) && from !== 'won');
    expect(backward).toBeGreaterThan(0.03);
    expect(backward).toBeLessThan(0.1);
  });

  it('are opened again after they were closed', () => {
    const reopened = share(paths, (path) => path.slice(0, -1).some((stage) => stage === 'won' || stage === 'lost'));
    expect(reopened).toBeGreaterThan(0.02);
    expect(reopened).toBeLessThan(0.1);
  });

  it('are moved twice in one second at times', () => {
    const seen = new Set<string>();
    const twice = recordsOf(company.deal_stage_history).filter(({ deal_id, changed_at }) => {
      const key = `${deal_id} ${changed_at}`;
      return seen.has(key) || !seen.add(key);
    });
    expect(twice.length).toBeGreaterThan(50);
  });

  it('take about 75 days, some much longer', () => {
    const days = deals
      .filter((row) => row.closed_at !== null && row.pipeline === 'new')
      .map((row) => (Number(row.closed_at) - Number(row.created_at)) / 86_400_000)
      .sort((a, b) => a - b);
    const mean = days.reduce((sum, value) => sum + value, 0) / days.length;
    expect(mean).toBeGreaterThan(65);
    expect(mean).toBeLessThan(85);
    expect(days[Math.floor(days.length / 2)]).toBeLessThan(mean);
    expect(days.at(-1)).toBeGreaterThan(365);
  });

  it('are won in about a quarter of the cases', () => {
    const won = (pipeline: string, stage: string) =>
      share(deals.filter((row) => row.pipeline === pipeline && row.closed_at !== null), (row) => row.stage === stage);
    expect(won('new', 'won')).toBeCloseTo(0.23, 1);
    expect(won('renewal', 'renewed')).toBeCloseTo(0.75, 1);
  });

  it('are in three currencies', () => {
    expect(new Set(deals.map((row) => row.currency))).toEqual(new Set(['EUR', 'USD', 'GBP']));
  });
});

describe('the seasons', () => {
  const perWeekday = () => {
    const counts = Array.from({ length: 7 }, () => 0);
    leads.forEach((row) => counts[new Date(Number(row.created_at)).getUTCDay()]!++);
    return counts;
  };

  it('leave weekends almost empty', () => {
    const [sunday = 0, ...rest] = perWeekday();
    const saturday = rest.pop() ?? 0;
    expect(Math.max(sunday, saturday)).toBeLessThan(Math.min(...rest) * 0.4);
    expect(Math.min(sunday, saturday)).toBeGreaterThan(0);
  });

  it('halve business in two weeks of each year', () => {
    const known = leads.filter((row) => row.source !== null).map((row) => (Number(row.created_at) - end) / 864e5);
    const inWeeks = (from: number) => known.filter((day) => day >= -from && day < 14 - from).length;
    [318, 682].forEach((from) => expect(inWeeks(from)).toBeLessThan(0.7 * inWeeks(from + 28)));
  });
});

describe('dirt', () => {
  const between = (value: number, low: number, high: number) => {
    expect(value).toBeGreaterThan(low);
    expect(value).toBeLessThan(high);
  };

  it('leaves phones missing, empty or blank', () => {
    between(share(leads, (row) => row.phone === null), 0.15, 0.21);
    between(share(leads, (row) => row.phone !== null && String(row.phone).trim() === ''), 0.04, 0.08);
  });

  it('leaves some rows without a source', () => {
    between(share(leads, (row) => row.source === null), 0.02, 0.08);
    between(share(deals, (row) => row.source === null), 0.01, 0.06);
  });

  it('leaves won deals without an amount, or with 0', () => {
    const won = deals.filter((row) => row.stage === 'won');
    between(share(won, (row) => row.amount === null), 0.003, 0.03);
    between(share(won, (row) => row.amount === 0), 0.002, 0.02);
  });

  it('closes some deals before they were created', () => {
    between(share(deals, (row) => row.closed_at !== null && Number(row.closed_at) < Number(row.created_at)), 0.001, 0.01);
  });

  it('keeps deleted rows', () => {
    between(share(deals, (row) => row.deleted === true), 0.002, 0.015);
    between(share(leads, (row) => row.deleted === true), 0.002, 0.015);
  });

  it('has a day on which a list was imported', () => {
    const days = new Map<number, number>();
    leads.forEach((row) => {
      const day = Math.floor((Number(row.created_at) - end) / 864e5);
      days.set(day, (days.get(day) ?? 0) + 1);
    });
    const counts = [...days.values()].sort((a, b) => a - b);
    expect(counts.at(-1)).toBeGreaterThan(20 * (counts[Math.floor(counts.length / 2)] ?? 0));
    expect(counts.at(-2)).toBeLessThan(5 * (counts[Math.floor(counts.length / 2)] ?? 0));
  });

  it('refunds some orders', () => {
    between(share(recordsOf(company.orders), (row) => Number(row.amount) < 0), 0.003, 0.03);
  });
});
