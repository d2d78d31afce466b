/**
 * What the waterfall needs of a random company beside its deals: owners who pass them on, and amounts in several
 * currencies. Drawn from numbers of its own, so that the company of a seed stays what it is.
 */
import type { Json } from './model';
import { day, Random, worldOf } from './random';
import type { RandomCompany } from './randomCompany';
import { cell, randomInstant, type Kind } from './randomTimes';
import { dayOf, dayText } from './calendar';
import type { Row, Table } from './rows';

type Entities = Record<string, Record<string, Json>>;

export function withTransfers(seed: number, company: RandomCompany): RandomCompany {
  const r = new Random(seed, 'transfers');
  const entities = structuredClone(company.modelInput.entities) as Entities;
  const tables: Record<string, Table> = { ...company.tables };
  const zone = worldOf(seed).zone;
  if (entities.dealChange) {
    const { column: _, ...changed } = entities.dealChange.at as Record<string, Json>;
    const rows = tables.deal_changes!.rows.filter((row) => row.field !== 'owner');
    tables.deal_changes = {
      ...tables.deal_changes!,
      rows: [...rows, ...tables.deals!.rows.flatMap((deal, i) => transfersOf(new Random(seed, 'transfer', i), seed, deal, changed as unknown as Kind, tables.users!.rows, zone))],
    };
  }
  if (r.chance(0.4)) {
    addCurrencies(seed, r, entities, tables);
  }
  return { modelInput: { ...company.modelInput, entities }, tables };
}

/** A deal's owners up to today's: days apart, so that the order of two is never in doubt. */
function transfersOf(own: Random, seed: number, deal: Row, kind: Kind, users: readonly Row[], zone: string): Row[] {
  const chain = [...Array.from({ length: own.pick([0, 1, 1, 2]) }, () => (own.chance(0.15) ? own.pick([null, '']) : String(own.pick(users).id))), deal.owner_id];
  let at = randomInstant(own, worldOf(seed));
  return chain.slice(1).map((became, k) => {
    const row = { deal_id: deal.id, changed: cell(kind, at, zone, own), field: 'owner', was: chain[k], became, seq: k, deleted: own.chance(0.1) };
    at += own.whole(2, 20) * day;
    return row;
  });
}

function addCurrencies(seed: number, r: Random, entities: Entities, tables: Record<string, Table>): void {
  const world = worldOf(seed);
  const currencyOf = (i: number): string | null => new Random(seed, 'currency', i).pick(['EUR', 'EUR', 'USD', 'CHF', r.chance(0.2) ? null : 'EUR']);
  tables.deals = {
    columns: [...tables.deals!.columns, { name: 'money', type: 'text' }],
    rows: tables.deals!.rows.map((row, i) => ({ ...row, money: currencyOf(i) })),
  };
  const first = dayOf(world.zone, world.centre) - 100;
  // Rates in quarters: products have four decimals, and no database rounds them.
  const rates = Array.from({ length: 25 }, (_, i) => ({ code: i % 3 === 0 ? 'CHF' : 'USD', day: dayText(first + i * 7 + r.whole(0, 5)), factor: r.whole(1, 8) / 4 }));
  tables.rates = { columns: [{ name: 'code', type: 'text' }, { name: 'day', type: 'date' }, { name: 'factor', type: 'double precision' }], rows: rates };
  entities.deal!.currency = 'money';
  entities.rate = { from: 'rates', currency: 'code', date: 'day', rate: 'factor' };
}
