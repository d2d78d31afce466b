import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FunnelQuery } from '../../src/plan/query';
import { handModel, handRange, handTables } from './byHand';
import { handDeals, handDealsByDate, handFunnels } from './byHandResults';
import { daysBetween, isAfter, type Moment } from './calendar';
import { journeyOf, reaching, referenceFunnel, type Fraction, type FunnelRow } from './funnel';
import { groupKey } from './groups';
import { readModel } from './model';
import { items, Unavailable } from './rows';

const page = readFileSync(path.join(__dirname, 'by-hand.md'), 'utf8');
const funnel = (query: Partial<FunnelQuery>): FunnelQuery => ({ refId: 'A', schemaVersion: 1, type: 'funnel', ...query });

const shown = (value: number | null): string => (value === null ? '-' : String(Math.round(value * 1e6) / 1e6));
const shownFraction = (value: Fraction | null): string => (value ? `${shown(value.numerator)}/${shown(value.denominator)}` : '-');

function shownRow(row: FunnelRow): string {
  return [
    row.stage, row.reached, shown(row.value), shownFraction(row.stepConversion), shownFraction(row.cumulativeConversion),
    shown(row.dropOff), shownFraction(row.dropOffRate), row.stepDays.length, shown(row.stepDaysP50), shown(row.stepDaysP90),
  ].join(' | ');
}

/** The line of by-hand.md that the reference would write for each deal. */
function shownDeals(closed: 'instant' | 'date'): string[] {
  const model = readModel(handModel({ closed }));
  return items({ model, tables: handTables }, 'deal').map((deal) => {
    const journey = journeyOf(deal, deal.pipeline!, handRange.now.getTime());
    const ranks = deal.pipeline!.stages.filter(({ rank }) => rank !== undefined).map(({ rank }) => rank!);
    const when = (at: Moment): string =>
      deal.created ? shown(daysBetween(deal.created, at)) : new Date(at.at).toISOString().slice(5, 10);
    const policies = (['reached', 'any', 'strict'] as const).map((policy) =>
      ranks
        .map((_, i) => {
          const found = reaching(journey, ranks.slice(0, i + 1), policy);
          if (!found) {
            return '-';
          }
          return found.time ? (found.eventTime ? '' : '~') + when(found.time) : '?';
        })
        .join(' ')
    );
    const first = (rank: number): Moment | null => reaching(journey, [rank], 'any')?.time ?? null;
    const days = ranks.slice(1).map((rank) => {
      const before = first(rank - 1);
      const here = first(rank);
      return before && here && !isAfter(before, here) ? shown(daysBetween(before, here)) : '-';
    });
    return [deal.id, ...policies, days.join(' ')].join(' | ');
  });
}

describe('deals worked by hand', () => {
  it('the reference agrees deal by deal', () => {
    expect(shownDeals('instant')).toEqual(handDeals);
  });

  it('the reference agrees where the closing time is a date', () => {
    const changed = new Map(handDealsByDate.map((line) => [line.slice(0, 3), line]));
    expect(shownDeals('date')).toEqual(handDeals.map((line) => changed.get(line.slice(0, 3)) ?? line));
  });

  it.each(handFunnels)('the reference agrees: $title', ({ model, query, group, rows }) => {
    const answer = referenceFunnel(funnel(query), { model: readModel(handModel(model)), tables: handTables, range: handRange });
    expect(answer.get(groupKey(group === undefined ? [] : [group]))!.map(shownRow)).toEqual(rows);
  });

  it.each([{ window: 30 }, { basis: 'event' as const }])('without history %j is refused', (query) => {
    const model = readModel(handModel({ history: false }));
    expect(() => referenceFunnel(funnel(query), { model, tables: handTables, range: handRange })).toThrow(Unavailable);
  });

  it('by-hand.md and byHand.ts say the same', () => {
    const lines = page.split('\n').map((line) => line.replace(/^\| *| *\|$/g, '').replace(/ *\| */g, ' | '));
    for (const line of [...handDeals, ...handDealsByDate]) {
      expect(lines.filter((other) => other.startsWith(line))).toHaveLength(1);
    }
    for (const { title, rows } of handFunnels) {
      const start = lines.indexOf(`**${title}**`);
      expect([title, start]).not.toEqual([title, -1]);
      // A blank line and the table's two header lines come between.
      expect(lines.slice(start + 4, start + 4 + rows.length)).toEqual(rows);
    }
  });
});
