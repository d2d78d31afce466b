/** Questions whose SQL is kept for people to read. One quarter of 2026, asked in its second month. */
import { startOfDay } from '../../src/model/calendar';
import type { SalesModel } from '../../src/model/types';
import { planDimensionValues } from '../../src/plan/dimensionValues';
import { planQuery } from '../../src/plan/planQuery';
import type { Plan } from '../../src/plan/Plan';
import type { Filter, FunnelQuery, MetricsQuery, Range, RecordsQuery, SalesQuery } from '../../src/plan/query';
import { models } from './model';

const day = (text: string): Date => startOfDay(text, 'Europe/Berlin');
const between = (from: string, to: string, now: string): Range => ({ from: day(from), to: day(to), now: day(now) });
const quarter = between('2026-01-01', '2026-04-01', '2026-05-01');
const running = between('2026-01-01', '2026-04-01', '2026-02-15');

const asked = { refId: 'A', schemaVersion: 1 };
const metrics = (ids: string, rest: Partial<MetricsQuery> = {}): SalesQuery => ({ ...asked, type: 'metrics', metrics: ids.split(' '), ...rest });
const funnel = (rest: Partial<FunnelQuery> = {}): SalesQuery => ({ ...asked, type: 'funnel', ...rest });
const records = (rest: Partial<RecordsQuery> = {}): SalesQuery => ({ ...asked, type: 'records', ...rest });
const plan = (query: SalesQuery, { model = models.plain, range = quarter }: { model?: SalesModel; range?: Range } = {}): Plan => planQuery(query, model, range);

/** What a viewer may type, or an attacker. */
const hostile = `it's $owner, \${owner} and [[owner]]; $__timeFrom() -- \\`;
const filters: readonly Filter[] = [
  { dimension: 'region', operator: '=', values: [hostile] },
  { dimension: 'region', operator: '!=', values: ['West'] },
  { dimension: 'owner', operator: 'in', values: ['Ada', '(none)'] },
  { dimension: 'team', operator: 'not in', values: ['red', 'blue'] },
  { dimension: 'region', operator: '=~', values: ['^N.*$'] },
  { dimension: 'owner', operator: '!~', values: ['^Test'] },
];

export const queries: Readonly<Record<string, () => Plan>> = {
  'one number': () => plan(metrics('win_rate bookings')),
  'by month': () => plan(metrics('win_rate bookings', { grain: 'month' })),
  'by owner': () => plan(metrics('bookings', { by: ['owner', 'team'] })),
  'by month and region': () => plan(metrics('deals_created', { grain: 'month', by: ['region'] })),
  filters: () => plan(metrics('won_deals', { filters })),
  'previous period': () => plan(metrics('bookings', { compare: 'previous-period', by: ['region'] }), { range: running }),
  'previous year by week': () => plan(metrics('leads_created', { compare: 'previous-year', grain: 'week' })),
  'leads and deals': () => plan(metrics('leads_created lead_to_sale_ratio bookings', { grain: 'month', by: ['region'] })),
  'open now': () => plan(metrics('open_deals pipeline_value stalled_deals', { by: ['stage'] }), { range: running }),
  'open by month and stage': () => plan(metrics('open_deals pipeline_value', { grain: 'month', by: ['stage'] }), { range: running }),
  cohort: () => plan(metrics('win_rate_cohort', { grain: 'month', horizon: 30 })),
  'lead cohort': () => plan(metrics('lead_to_customer_rate', { horizon: 30 })),
  percentiles: () => plan(metrics('sales_cycle_won_p50 sales_cycle_won_p90 median_deal_size')),
  'per rep': () => plan(metrics('bookings_per_rep', { by: ['team'] })),
  reopened: () => plan(metrics('reopen_rate')),
  'dates and fiscal quarters': () => plan(metrics('deals_created', { grain: 'quarter' }), { model: models.dates }),
  'local times and Sundays': () => plan(metrics('closed_deals sales_cycle_closed', { grain: 'week' }), { model: models.dates }),
  currencies: () => plan(metrics('bookings pipeline_value'), { model: models.currencies, range: running }),
  targets: () => plan(metrics('quota_attainment', { by: ['region'] }), { model: models.targets }),
  quality: () => plan({ ...asked, type: 'quality' }),
  'funnel reached': () => plan(funnel()),
  'funnel strict': () => plan(funnel({ policy: 'strict', timing: false })),
  'funnel any': () => plan(funnel({ policy: 'any', timing: false })),
  'funnel within 30 days': () => plan(funnel({ window: 30, matureOnly: true, timing: false })),
  'funnel by event': () => plan(funnel({ basis: 'event', timing: false })),
  'funnel by region': () => plan(funnel({ by: 'region', measure: 'amount', steps: ['proposal', 'won'], timing: false })),
  'funnel of leads': () => plan(funnel({ entity: 'lead', timing: false })),
  'funnel from lead to deal': () => plan(funnel({ entity: 'lead-to-deal', timing: false })),
  'records won': () => plan(records({ which: 'won', filters: [{ dimension: 'owner', operator: '=', values: ['Ada'] }] })),
  'records stalled': () => plan(records({ which: 'stalled', limit: 20 }), { model: models.linked, range: running }),
  'records open then': () => plan(records({ which: 'open', columns: ['id', 'stage', 'amount', 'createdAt', 'expectedClose', 'days_in_stage'], orderBy: { column: 'stage' } })),
  'records of leads': () => plan(records({ entity: 'lead', which: 'qualified', columns: ['id', 'stage', 'owner', 'createdAt', 'qualifiedAt'] })),
  'next quarter': () => plan(metrics('open_deals won_deals', { period: 'next-quarter' }), { range: running }),
  waterfall: () => plan({ ...asked, type: 'pipeline' }, { range: running }),
  'waterfall by owner': () => plan({ ...asked, type: 'pipeline', by: 'owner', closing: 'this-quarter' }, { model: models.changes }),
  'waterfall in currencies': () => plan({ ...asked, type: 'pipeline', evidence: true }, { model: models.currencies, range: running }),
  'dimension values': () => planDimensionValues(models.plain, 'owner', 'a$b'),
};
