/** What reps say they did with their time: a row a week and category, dated on the week's last day. */
import { isHere, reps } from './people';
import { normal, randomFor } from './random';
import { tableOf, type Row, type Table } from './tables';
import type { World } from './world';

const weeks = 156;
const secondsAWeek = 38 * 3600;
const categories = [
  { name: 'selling', share: 0.36 },
  { name: 'data_entry', share: 0.17 },
  { name: 'planning', share: 0.2 },
  { name: 'internal', share: 0.27 },
];
const columns = { id: 'integer', owner_id: 'integer', worked_on: 'date', category: 'text', seconds: 'integer' } as const;

export function timesheetsTable(world: World): Table {
  const rows: Row[] = [];
  const random = randomFor(world.seed, 'timesheets');
  for (let week = weeks; week > 0; week--) {
    const day = -7 * (week - 1) - 1;
    for (const rep of reps.filter((one) => isHere(one, day))) {
      for (const { name, share } of categories) {
        const seconds = Math.round((secondsAWeek * share * Math.exp(0.15 * normal(random))) / 900) * 900;
        rows.push([rows.length + 1, rep.id, world.clock.wholeDay(day), name, seconds]);
      }
    }
  }
  return tableOf({ columns, indexes: [['worked_on']] }, rows);
}
