/** Deals, the stages they entered, and what else was changed in them. A few rows are wrong, as in any CRM. */
import type { Day } from './clock';
import { planCloseDate, type CloseDatePlan } from './closeDates';
import type { Deal } from './draft';
import { companyName } from './names';
import { pipelines, type Pipeline } from './pipelines';
import { between, chance } from './random';
import { amountIn } from './rates';
import { tableOf, type Row, type Table, type Value } from './tables';
import { detail, type World } from './world';

/** Shares of closed or won deals: closed before they were created, without an amount, with an amount of 0. */
const wrong = { reversed: 0.004, noAmount: 0.01, zeroAmount: 0.006 };

const dealColumns = {
  id: 'integer', name: 'text', created_at: 'instant', closed_at: 'instant', expected_close: 'date', lead_id: 'integer',
  customer_id: 'integer', pipeline: 'text', stage: 'text', probability: 'numeric', amount: 'numeric', currency: 'text',
  owner_id: 'integer', team: 'text', region: 'text', segment: 'text', source: 'text', origin: 'text', channel: 'text',
  campaign: 'text', product: 'text', competitor: 'text', lost_reason: 'text', deleted: 'boolean',
} as const;

/** A deal with the values that its row, its changes and the targets share. */
export interface WrittenDeal {
  readonly deal: Deal;
  readonly closeDate: CloseDatePlan;
  readonly firstAmount: number;
  readonly amount: number | null;
}

export function writeDeal(world: World, deal: Deal): WrittenDeal {
  const random = detail(world, 'deal row', deal.id);
  const amount = amountIn(world.rates, deal.currency, deal.euros, deal.created);
  const first = amountIn(world.rates, deal.currency, deal.firstEuros, deal.created);
  const luck = random();
  const missing = deal.outcome !== 'lost' && luck < wrong.noAmount;
  const zero = deal.outcome === 'won' && luck > 1 - wrong.zeroAmount;
  return {
    deal,
    firstAmount: first === amount && isChanged(deal) ? amount + 10 : first,
    amount: missing ? null : zero ? 0 : amount,
    closeDate: planCloseDate(random, deal),
  };
}

const isChanged = (deal: Deal): boolean => deal.firstEuros !== deal.euros;

export function dealsTable(world: World, written: readonly WrittenDeal[]): Table {
  const indexes = [['created_at'], ['closed_at'], ['expected_close'], ['owner_id'], ['lead_id'], ['customer_id']];
  return tableOf({ columns: dealColumns, indexes }, written.map((one) => dealRow(world, one)));
}

function dealRow(world: World, { deal, closeDate, amount }: WrittenDeal): Row {
  const random = detail(world, 'deal text', deal.id);
  const reversed = chance(random, wrong.reversed) ? Math.floor(between(random, 1, 4)) : 0;
  const closed = deal.closed !== undefined && reversed > 0 ? deal.created - reversed : deal.closed;
  const stage = deal.visits.at(-1)?.stage ?? '';
  return [
    deal.id, `${deal.product} for ${deal.customer?.name ?? companyName(random)}`,
    world.clock.instant(deal.created), closed === undefined ? null : world.clock.instant(closed),
    world.closeDate(deal, closeDate).date, deal.lead?.id ?? null, deal.customer?.id ?? null, deal.pipeline, stage,
    probabilityOf(deal.pipeline, stage), amount, deal.currency, deal.owner.id, deal.team.name, deal.region,
    deal.team.segment, deal.source, deal.origin, deal.channel, deal.campaign, deal.product, deal.competitor,
    deal.lostReason, deal.deleted,
  ];
}

function probabilityOf(pipeline: Deal['pipeline'], stage: string): Value {
  const { stages }: Pipeline = pipelines[pipeline];
  return stages.find((one) => one.id === stage)?.probability ?? null;
}

/** A row per stage entered, the first one at creation; ids are in the order of time. */
export function dealHistoryTable(world: World, deals: readonly Deal[]): Table {
  const changes = deals.flatMap((deal) =>
    deal.visits.map(({ stage, at }, index) => ({ deal: deal.id, from: deal.visits[index - 1]?.stage ?? null, stage, at }))
  );
  changes.sort((a, b) => a.at - b.at);
  return tableOf(
    {
      columns: { id: 'integer', deal_id: 'integer', from_stage: 'text', stage: 'text', changed_at: 'instant' },
      indexes: [['deal_id', 'changed_at'], ['changed_at']],
    },
    changes.map(({ deal, from, stage, at }, index) => [index + 1, deal, from, stage, world.clock.instant(at)])
  );
}

interface Change {
  readonly at: Day;
  readonly deal: number;
  readonly field: 'amount' | 'expected_close' | 'owner';
  readonly old: string;
  readonly new: string;
}

export function dealChangesTable(world: World, written: readonly WrittenDeal[]): Table {
  const changes = written.flatMap((one) => changesOf(world, one)).sort((a, b) => a.at - b.at);
  return tableOf(
    {
      columns: { id: 'integer', deal_id: 'integer', changed_at: 'instant', field: 'text', old_value: 'text', new_value: 'text' },
      indexes: [['deal_id', 'changed_at'], ['changed_at']],
    },
    changes.map((change, index) => [
      index + 1, change.deal, world.clock.instant(change.at), change.field, change.old, change.new,
    ])
  );
}

function changesOf(world: World, { deal, closeDate, firstAmount, amount }: WrittenDeal): Change[] {
  const random = detail(world, 'deal changes', deal.id);
  const end = deal.closed ?? 0;
  const { pushes } = world.closeDate(deal, closeDate);
  const changes: Change[] = [
    ...pushes.map(({ at, from, to }) => ({ at, deal: deal.id, field: 'expected_close' as const, old: from, new: to })),
    ...deal.owners.map(({ at, from, to }) => ({
      at, deal: deal.id, field: 'owner' as const, old: `${from.id}`, new: `${to.id}`,
    })),
  ];
  if (amount && isChanged(deal)) {
    const at = end - (end - deal.created) * between(random, 0.02, 0.3);
    changes.push({ at, deal: deal.id, field: 'amount', old: `${firstAmount}`, new: `${amount}` });
  }
  return changes;
}
