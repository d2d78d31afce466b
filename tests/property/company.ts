/** Random rows for the tables of the golden files: few, crowded around the ends of ranges, with gaps in every column. */
import { addDays, dayOf, localTimeOf } from '../../src/model/calendar';
import { tables } from '../golden/model';
import type { Engine, Row } from '../engines/engines';
import { numbers } from './random';

const zone = 'Europe/Berlin';
const hour = 3_600_000;

export function randomRows(seed: number, deals: number): Readonly<Record<string, Row[]>> {
  const random = numbers(seed);
  const chance = (p: number): boolean => random() < p;
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  /** On the hours around midnights from October 2025 to April 2026: half an hour is always before or after one. */
  const instant = (): Date => new Date(Date.UTC(2025, 9, 1) + Math.floor(random() * 210) * 24 * hour - 3 * hour + Math.floor(random() * 8) * (hour / 2));
  const later = (at: Date): Date => new Date(at.getTime() + Math.floor(random() * 20 * 24) * hour);
  const rows: Record<string, Row[]> = Object.fromEntries(Object.keys(tables).map((table) => [table, []]));
  const owner = () => pick([1, 2, 3, null]);
  const region = () => pick(['North', 'South', 'West', null, '']);
  rows['users'] = [{ id: 1, name: 'Ada', team: 'red', active: true }, { id: 2, name: 'Bob', team: 'blue', active: true }, { id: 3, name: 'Ada', team: null, active: false }];
  rows['rates'] = [{ code: 'USD', day: '2025-11-01', rate: 0.5 }, { code: 'USD', day: '2026-02-01', rate: 2 }];
  rows['targets'] = [{ metric: 'bookings', period: '2026-Q1', value: 1000, region: 'North' }, { metric: 'bookings', period: '2026', value: 8000, region: 'South' }];
  for (let id = 1; id <= deals; id++) {
    const leadAt = instant();
    rows['leads']!.push({ id, created_at: leadAt, qualified_at: chance(0.6) ? later(leadAt) : null, stage: pick(['fresh', 'contacted', 'converted', 'rejected']), region: region(), source: pick(['web', 'fair', null]), owner_id: owner() });
    rows['lead_stages']!.push(...(chance(0.7) ? [{ lead_id: id, stage: 'contacted', changed_at: later(leadAt) }] : []));
    const created = instant();
    const path = ['prospect', 'proposal', 'contract', 'won'].filter(() => chance(0.7)).concat(chance(0.3) ? pick(['lost', 'prospect', 'contract']) : []);
    let at = created;
    path.forEach((stage, step) => {
      at = later(at);
      rows['deal_stages']!.push({ id: id * 10 + step, deal_id: id, stage, changed_at: at });
    });
    const stage = chance(0.9) ? (path.at(-1) ?? 'prospect') : 'won';
    const closed = stage === 'won' || stage === 'lost' ? at : null;
    rows['deals']!.push({
      id, lead_id: chance(0.8) ? 1 + Math.floor(random() * deals) : null, stage, amount: chance(0.9) ? Math.floor(random() * 40) * 25 : null, currency: pick(['EUR', 'EUR', 'USD', 'GBP']),
      created_at: created, created_on: dayOf(created, zone), closed_on: closed && dayOf(closed, zone), closed_local: closed && localTimeOf(closed, 'America/New_York'),
      close_date: chance(0.8) ? addDays(dayOf(created, zone), Math.floor(random() * 120)) : null, region: region(), owner_id: owner(), deleted: chance(0.05),
    });
  }
  return rows;
}

export async function loadCompany(engine: Engine, rows: Readonly<Record<string, Row[]>>): Promise<void> {
  for (const [table, columns] of Object.entries(tables)) {
    await engine.load(table, columns, rows[table] ?? []);
  }
}
