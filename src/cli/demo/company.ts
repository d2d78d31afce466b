/**
 * The demo company: three years of a made-up firm that sells software, as rows of some twenty tables.
 *
 *   leads ─► deals ─► customers ─► their lives (orders, contracts, renewals) ─► all deals ─► rows ─► targets
 *
 * Deterministic for the day of `asOf`, the scale and the seed. The day shifts everything and changes no count; the
 * scale multiplies what grows with business (leads, deals, customers, money), not people, products or days.
 */
import { activitiesTable } from './activityTable';
import { bookingsOf } from './bookings';
import { clockFor } from './clock';
import { closeDateOn } from './closeDates';
import { customersTable, ordersTable, subscriptionsTable, surveysTable, usageTable } from './customerTables';
import { makeCustomers } from './customers';
import { dealChangesTable, dealHistoryTable, dealsTable, writeDeal } from './dealTables';
import type { Deal, Lead } from './draft';
import { forecastsTable } from './forecasts';
import { leadHistoryTable, leadsTable, touchesTable } from './leadTables';
import { makeLeads } from './leads';
import { makeLife, type Life } from './life';
import { randomFor } from './random';
import { makeRates } from './rates';
import { stagesTable, usersTable } from './referenceTables';
import { spendTable } from './spend';
import type { Table } from './tables';
import { targetsTable } from './targets';
import { timesheetsTable } from './timesheets';
import type { World } from './world';

/** Changes whenever the same parameters give other rows. */
export const generatorVersion = 2;

export interface Parameters {
  /** A day `YYYY-MM-DD` or an instant; the data end at the beginning of its local day. */
  readonly asOf: string;
  readonly scale?: number;
  readonly seed?: number;
}

export const tableNames = [
  'users', 'stages', 'fx_rates', 'leads', 'lead_stage_history', 'touches', 'deals', 'deal_stage_history', 'deal_changes',
  'activities', 'customers', 'subscriptions', 'orders', 'surveys', 'product_usage', 'campaign_spend', 'time_entries',
  'targets', 'forecasts',
] as const;
export type TableName = (typeof tableNames)[number];

export type Company = Readonly<Record<TableName, Table>>;

export const generateCompany = (parameters: Parameters): Company => generateTables(parameters, tableNames);

/** Some of the tables, with the rows that they have in the whole company. */
export function generateTables<Name extends TableName>(
  { asOf, scale = 1, seed = 1 }: Parameters,
  names: readonly Name[]
): Readonly<Record<Name, Table>> {
  const clock = clockFor(asOf);
  const rates = makeRates(seed, clock);
  const world: World = { seed, scale, clock, rates, closeDate: (deal, plan) => closeDateOn(clock, deal, plan) };
  const tables = tablesOf(world, draftCompany(seed, scale));
  return Object.fromEntries(names.map((name) => [name, tables[name]()])) as Record<Name, Table>;
}

/** What happens in the company; it does not depend on the day the data end. */
export interface Draft {
  readonly leads: readonly Lead[];
  /** In the order of their ids, from 1. */
  readonly deals: readonly Deal[];
  readonly lives: readonly Life[];
}

export function draftCompany(seed: number, scale: number): Draft {
  const leads = makeLeads(seed, scale);
  const fromLeads = leads.flatMap(({ deal }) => (deal ? [deal] : []));
  const customers = makeCustomers(seed, scale, fromLeads);
  const lives = customers.map((customer) => makeLife(randomFor(seed, 'life', customer.id), customer));
  return { leads, lives, deals: numbered([...fromLeads, ...lives.flatMap((life) => life.renewals)]) };
}

/** In the order of creation, from 1. */
function numbered(deals: readonly Deal[]): Deal[] {
  const sorted = [...deals].sort((a, b) => a.created - b.created);
  sorted.forEach((deal, index) => (deal.id = index + 1));
  return sorted;
}

/** Each table when it is asked for. */
export function tablesOf(world: World, { leads, deals, lives }: Draft): Record<TableName, () => Table> {
  const written = deals.map((deal) => writeDeal(world, deal));
  const bookings = once(() => bookingsOf(world, written));
  return {
    users: usersTable,
    stages: stagesTable,
    fx_rates: () => world.rates.table,
    leads: () => leadsTable(world, leads),
    lead_stage_history: () => leadHistoryTable(world, leads),
    touches: () => touchesTable(world, leads),
    deals: () => dealsTable(world, written),
    deal_stage_history: () => dealHistoryTable(world, deals),
    deal_changes: () => dealChangesTable(world, written),
    activities: () => activitiesTable(world, leads, deals),
    customers: () => customersTable(world, lives),
    subscriptions: () => subscriptionsTable(world, lives),
    orders: () => ordersTable(world, lives),
    surveys: () => surveysTable(world, lives),
    product_usage: () => usageTable(world, lives),
    campaign_spend: () => spendTable(world),
    time_entries: () => timesheetsTable(world),
    targets: () => targetsTable(world, bookings()),
    forecasts: () => forecastsTable(world, bookings()),
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
