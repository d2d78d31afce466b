import { postgres } from '../dialects/postgres';
import { models } from '../../tests/golden/model';
import type { Plan } from '../plan/Plan';
import { planQuery } from '../plan/planQuery';
import type { MetricsQuery, Range } from '../plan/query';
import { print } from '../sql/print';
import { together, type Share } from './together';

const model = models.plain;
const range: Range = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-04-01T00:00:00Z'), now: new Date('2026-04-10T00:00:00Z') };
const ask = (metrics: readonly string[], rest: Partial<MetricsQuery> = {}): Plan =>
  planQuery({ refId: 'A', schemaVersion: 1, type: 'metrics', metrics, ...rest }, model, range);
const share = (...plans: readonly Plan[]): readonly Share[] => together(plans, postgres);
const texts = (shares: readonly Share[]): string[] => [...new Set(shares.flatMap(({ statements }) => statements.map(({ select }) => print(select, postgres))))];
const count = (...plans: readonly Plan[]): number => texts(share(...plans)).length;

it('reads the rows of a range once, by whatever they are grouped', () => {
  const plans = [ask(['bookings']), ask(['win_rate'], { by: ['region'] }), ask(['lost_deals'], { grain: 'month' }), ask(['won_deals'], { compare: 'previous-period' })];
  const [whole, byRegion, monthly, compared] = share(...plans).map(({ statements }) => statements.map(({ select }) => select));
  expect([whole, byRegion, monthly, compared!.slice(0, 1)]).toEqual(Array(4).fill(whole));
  expect([whole![0]!.groupingSets?.length, compared!.length]).toEqual([3, 2]);
});

it('shares what a panel has in common with others, and keeps the rest of it apart', () => {
  const shares = share(ask(['bookings', 'leads_created']), ask(['won_deals']));
  expect(shares.map(({ statements }) => statements.length)).toEqual([2, 1]);
  expect(texts(shares)).toHaveLength(2);
});

it('leaves alone what shares nothing', () => {
  const plans = [ask(['bookings', 'leads_created']), ask(['deals_created'])];
  expect(share(...plans).map(({ parts }) => parts)).toEqual([undefined, undefined]);
});

it('does not mix what is filtered, bucketed or looked at in another way', () => {
  expect(count(ask(['bookings']), ask(['bookings'], { filters: [{ dimension: 'region', operator: '=', values: ['West'] }] }))).toBe(2);
  expect(count(ask(['bookings'], { grain: 'month' }), ask(['bookings'], { grain: 'week' }), ask(['bookings']))).toBe(2);
  expect(count(ask(['open_deals'], { grain: 'month' }), ask(['open_deals']))).toBe(2);
});

it('counts reps in each grouping by themselves: a rep of two months is one rep', () => {
  expect(count(ask(['bookings_per_rep'], { grain: 'month' }), ask(['bookings_per_rep']))).toBe(3);
});

it('does not make a plain count wait for the history of every deal, unless they are grouped alike', () => {
  expect(count(ask(['open_deals']), ask(['stalled_deals'], { by: ['region'] }))).toBe(2);
  expect(count(ask(['open_deals']), ask(['stalled_deals']))).toBe(1);
});

it('sorts rows for a percentile in its own grouping only', () => {
  expect(count(ask(['median_deal_size'], { by: ['region'] }), ask(['bookings']))).toBe(2);
  expect(count(ask(['median_deal_size'], { by: ['region'] }), ask(['bookings'], { by: ['region'] }))).toBe(1);
});

it('asks two groups of one column apart, because no row says which of them it belongs to', () => {
  const twice = { ...model, entities: { ...model.entities, deal: { ...model.entities.deal!, dimensions: { ...model.entities.deal!.dimensions, area: { ...model.entities.deal!.dimensions['region']!, id: 'area' } } } } };
  const plans = ['region', 'area'].map((by) => planQuery({ refId: 'A', schemaVersion: 1, type: 'metrics', metrics: ['bookings'], by: [by] }, twice, range));
  expect(count(...plans)).toBe(2);
});

it('shares by owner what deals and leads have, where one table names the owners, and nothing where two do', () => {
  const plans = (of: typeof model) => [['bookings', 'leads_created'], ['leads_created']].map((metrics) => planQuery({ refId: 'A', schemaVersion: 1, type: 'metrics', metrics, by: ['owner'] }, of, range));
  const { lead } = model.entities;
  const people = { ...lead!.dimensions['owner']!, table: { table: ['people'] } };
  const apart = { ...model, entities: { ...model.entities, lead: { ...lead!, dimensions: { ...lead!.dimensions, owner: people } } } };
  expect([model, apart].map((of) => share(...plans(of)).map(({ parts }) => parts?.length))).toEqual([[2, 1], [undefined, undefined]]);
});

it('prints the same bytes for plans in the same order', () => {
  const plans = [ask(['bookings'], { by: ['region'] }), ask(['win_rate'])];
  expect(texts(share(...plans))).toEqual(texts(share(...plans)));
});
