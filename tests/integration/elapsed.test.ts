/** Which part of a running unit's working days has begun, as a rule's statement says it and as panels count it. */
import { compileElapsed } from '../../src/compile/native/elapsed';
import { addUnits, dayOf, firstDayFrom, startOfUnit, workingDays } from '../../src/model/calendar';
import type { Calendar } from '../../src/model/types';
import { expandMacros } from '../../src/native/grafana/macros';
import type { Grain } from '../../src/sql/Dialect';
import { print } from '../../src/sql/print';
import { engineIds, openEngine } from '../engines/engines';

// Around midnights, both clock changes, holidays and the ends of units.
const instants = ['2026-03-29T00:59:59.999Z', '2026-03-31T21:59:59.998Z', '2026-04-01T00:00:00Z', '2026-05-15T12:00:00Z', '2026-10-25T00:30:00Z', '2026-12-31T12:00:00Z', '2027-01-01T00:00:00Z'];
const grains: readonly Grain[] = ['week', 'month', 'quarter', 'year'];

function expected(now: Date, grain: Grain, calendar: Calendar): number | null {
  const start = startOfUnit(dayOf(now, calendar.timeZone), grain, calendar);
  const end = addUnits(start, grain, 1);
  const today = firstDayFrom(now, calendar.timeZone);
  const whole = workingDays(start, end, calendar);
  return whole === 0 ? null : workingDays(start, today < end ? today : end, calendar) / whole;
}

it.each(engineIds)('%s', async (id) => {
  const engine = await openEngine(id, { timeZone: 'America/New_York' });
  const seen = new Set<number | null>();
  try {
    for (const timeZone of ['Europe/Berlin', 'America/Sao_Paulo', 'Asia/Kathmandu']) {
      const holidays = ['2026-05-14', '2026-05-16', '2026-12-25', '2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01'];
      for (const calendar of [{ timeZone, weekStart: 'monday', fiscalYearStart: 1, holidays }, { timeZone, weekStart: 'sunday', fiscalYearStart: 2, holidays: [] }] satisfies Calendar[]) {
        for (const grain of grains) {
          const sql = print(compileElapsed({ kind: 'unit', grain, offset: 0 }, calendar, engine.dialect), engine.dialect);
          for (const to of instants.map((text) => new Date(text))) {
            const [row, ...more] = await engine.run(expandMacros(sql, { from: new Date(to.getTime() - 3_600_000), to }));
            expect(more).toEqual([]);
            // What plans call the end of a range is one millisecond after Grafana's.
            const share = expected(new Date(to.getTime() + 1), grain, calendar);
            expect([timeZone, grain, to, row!['value']]).toEqual([timeZone, grain, to, share === null ? null : expect.closeTo(share, 12)]);
            seen.add(share);
          }
        }
      }
    }
    // The last week of 2026 has no working day in one of the calendars.
    expect([seen.size > 20, seen.has(null)]).toEqual([true, true]);
  } finally {
    await engine.close();
  }
}, 120_000);
