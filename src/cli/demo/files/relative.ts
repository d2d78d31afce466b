/**
 * The company on no day yet: its times are days of the even axis of clock.ts, and where a value hangs on the calendar
 * the row has its parts. The same for every day, so that it can be written once and be given a day by SQL (script.ts).
 */
import type { Clock } from '../clock';
import type { CloseDate, CloseDatePlan } from '../closeDates';
import { draftCompany, tablesOf, type Draft } from '../company';
import { writeDeal } from '../dealTables';
import { madeAt, planForecasts } from '../forecasts';
import { currencies, teams } from '../market';
import { days, makeRates } from '../rates';
import { attainment } from '../stories';
import { tableOf, type ColumnType, type Row, type Table, type Value } from '../tables';
import { planTargets, usualAttainment, usualLeads } from '../targets';
import type { World } from '../world';

const clock: Clock = {
  today: 0,
  end: 0,
  instant: (day) => day,
  date: (day) => `${day}`,
  local: (day) => `${day}`,
  wholeDay: (number) => `${number}`,
  dayNumber: () => {
    throw new Error('the local day is not known before the rows are loaded');
  },
};

/** No dates yet: a push has the number of days in place of them. */
const closeDate = (_: unknown, { pushes }: CloseDatePlan): CloseDate => ({
  date: null,
  pushes: pushes.map(({ at, days: pushed }) => ({ at, from: '', to: `${pushed}` })),
});

/** Tables whose rows are the company's, with days for times; `deals` has more columns. */
export const datedTables = [
  'users', 'stages', 'leads', 'lead_stage_history', 'touches', 'deals', 'deal_stage_history', 'deal_changes', 'activities',
  'customers', 'subscriptions', 'orders', 'surveys', 'product_usage', 'campaign_spend', 'time_entries',
] as const;
/** Tables of which there are only the parts, under other names. */
export type PlannedTable = 'rate_course' | 'planned_targets' | 'planned_forecasts' | 'team_attainment' | 'usual_leads';
export type RelativeCompany = Readonly<Record<(typeof datedTables)[number] | PlannedTable, Table>>;

export function relativeCompany({ scale, seed }: { readonly scale: number; readonly seed: number }): RelativeCompany {
  const world: World = { seed, scale, clock, rates: makeRates(seed, clock), closeDate };
  const draft = draftCompany(seed, scale);
  const tables = tablesOf(world, draft);
  const dated = Object.fromEntries(datedTables.map((name) => [name, tables[name]()])) as Record<(typeof datedTables)[number], Table>;
  return { ...dated, deals: withClose(world, draft, dated.deals), ...planned(world) };
}

/** The row's closed_at may be wrong on purpose; `ended` is when the deal was closed. */
function withClose(world: World, { deals }: Draft, table: Table): Table {
  const more = { ended: 'numeric', close_days: 'integer', close_quarter: 'integer', close_part: 'numeric' } as const;
  const rows = deals.map((deal, index): Row => {
    const { last } = writeDeal(world, deal).closeDate;
    const isPart = last.kind === 'quarter';
    const parts: Value[] = [isPart ? null : last.days, isPart ? last.offset : null, isPart ? last.part : null];
    return [...(table.rows[index] ?? []), deal.closed ?? null, ...parts];
  });
  return { ...table, columns: [...table.columns, ...columnsOf(more)], rows };
}

const columnsOf = (types: Readonly<Record<string, ColumnType>>) =>
  Object.entries(types).map(([name, type]) => ({ name, type }));

function planned({ seed, scale, rates }: World): Record<PlannedTable, Table> {
  const allDays = Array.from({ length: days }, (_, index) => index - days);
  // Middles of months: from three years ago to half a year ahead, at noon or at midnight.
  const halfDays = Array.from({ length: 2 * 1400 }, (_, index) => index - 2 * 1200);
  return {
    rate_course: tableOf(
      { columns: { day: 'integer', currency: 'text', to_eur: 'numeric' } },
      allDays.flatMap((day) => currencies.map(({ name }) => [day, name, rates.course(name, day)]))
    ),
    planned_targets: tableOf(
      {
        columns: {
          id: 'integer', month: 'integer', metric: 'text', region: 'text', team: 'text', owner_id: 'integer', sellers: 'integer',
          weight: 'numeric',
        },
      },
      planTargets().map(({ month, metric, region, team, owner, sellers }, index) => [
        index + 1, month, metric, region ?? null, team?.name ?? null, owner?.id ?? null, sellers ?? null, team?.weight ?? 1,
      ])
    ),
    planned_forecasts: tableOf(
      { columns: { id: 'integer', made_at: 'instant', weeks: 'integer', team: 'text', luck: 'numeric' } },
      planForecasts(seed).map(({ weeks, team, luck }, index) => [index + 1, madeAt(weeks), weeks, team, luck])
    ),
    team_attainment: tableOf(
      { columns: { team: 'text', before: 'numeric', now: 'numeric' } },
      teams.map(({ name }) => [name, ...(attainment[name] ?? [usualAttainment, usualAttainment])])
    ),
    usual_leads: tableOf(
      { columns: { half_days: 'integer', leads: 'numeric' } },
      halfDays.map((half) => [half, usualLeads(half / 2, scale)])
    ),
  };
}
