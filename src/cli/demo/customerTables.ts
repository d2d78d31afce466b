/** Customers, what they pay, what they answer and how much they use the product. */
import { firstDay, type Day } from './clock';
import type { Life } from './life';
import { between, chance, logNormal, normal, type Random } from './random';
import { amountIn } from './rates';
import { tableOf, type Row, type Table } from './tables';
import { cents, detail, type World } from './world';

export function customersTable(world: World, lives: readonly Life[]): Table {
  const instant = (day: Day | undefined) => (day === undefined ? null : world.clock.instant(day));
  return tableOf(
    {
      columns: {
        id: 'integer', name: 'text', started_at: 'instant', activated_at: 'instant', ended_at: 'instant',
        reacquired_at: 'instant', reacquired: 'boolean', segment: 'text', region: 'text', source: 'text', channel: 'text',
        product: 'text',
      },
      indexes: [['started_at']],
    },
    lives.map(({ customer, activated, ended, reacquired }) => [
      customer.id, customer.name, instant(customer.start), instant(activated), instant(ended), instant(reacquired),
      reacquired !== undefined, customer.team.segment, customer.region, customer.source, customer.channel, customer.product,
    ])
  );
}

/** One row per stretch with the same monthly value; dates, the end exclusive. */
export function subscriptionsTable(world: World, lives: readonly Life[]): Table {
  const contracts = lives.flatMap(({ customer, contracts: all }) => all.map((contract) => ({ customer, ...contract })));
  contracts.sort((a, b) => a.start - b.start);
  return tableOf(
    {
      columns: {
        id: 'integer', customer_id: 'integer', started_on: 'date', ended_on: 'date', mrr: 'numeric', currency: 'text',
        product: 'text', segment: 'text', region: 'text',
      },
      indexes: [['customer_id'], ['started_on']],
    },
    contracts.map(({ customer, start, end, monthlyEuros }, index) => {
      const rate = world.rates.course(customer.currency, start);
      return [
        index + 1, customer.id, world.clock.date(start), end === undefined ? null : world.clock.date(end),
        cents(monthlyEuros / rate), customer.currency, customer.product, customer.team.segment, customer.region,
      ];
    })
  );
}

export function ordersTable(world: World, lives: readonly Life[]): Table {
  const orders = lives.flatMap(({ customer, orders: all }) => all.map((order) => ({ customer, ...order })));
  orders.sort((a, b) => a.at - b.at);
  return tableOf(
    {
      columns: {
        id: 'integer', customer_id: 'integer', deal_id: 'integer', ordered_on: 'date', kind: 'text', amount: 'numeric',
        currency: 'text', product: 'text', owner_id: 'integer', team: 'text', region: 'text', segment: 'text', channel: 'text',
      },
      indexes: [['ordered_on'], ['customer_id'], ['deal_id']],
    },
    orders.map(({ customer, at, euros, kind, product, deal }, index) => {
      const amount = amountIn(world.rates, customer.currency, Math.abs(euros), deal?.created ?? at);
      return [
        index + 1, customer.id, deal?.id ?? null, world.clock.date(at), kind, euros < 0 ? -amount : amount,
        customer.currency, product, (deal ?? customer).owner.id, customer.team.name, customer.region,
        customer.team.segment, customer.channel,
      ];
    })
  );
}

const halfYear = 182;
const answered = { nps: 0.36, csat: 0.48 };

interface Question {
  readonly customer: number;
  readonly at: Day;
  readonly kind: 'nps' | 'csat';
  readonly score: number | null;
}

/** Every customer is asked twice a year; unanswered questions have no score. Times are wall-clock times, without a zone. */
export function surveysTable(world: World, lives: readonly Life[]): Table {
  const questions = lives.flatMap((life) => questionsTo(detail(world, 'surveys', life.customer.id), life));
  questions.sort((a, b) => a.at - b.at);
  return tableOf(
    {
      columns: { id: 'integer', customer_id: 'integer', kind: 'text', asked_at: 'local', score: 'integer', sent: 'boolean' },
      indexes: [['asked_at']],
    },
    questions.map(({ customer, at, kind, score }, index) => [index + 1, customer, kind, world.clock.local(at), score, true])
  );
}

function questionsTo(random: Random, { customer, ended }: Life): Question[] {
  const questions: Question[] = [];
  for (let at = customer.start + between(random, 30, halfYear); at < (ended ?? 0); at += halfYear) {
    const kind = chance(random, 0.6) ? 'nps' : 'csat';
    const opinion = normal(random);
    const score = kind === 'nps' ? clamp(8 + 2 * opinion, 0, 10) : clamp(4 + opinion, 1, 5);
    if (at >= firstDay) {
      questions.push({ customer: customer.id, at, kind, score: chance(random, answered[kind]) ? score : null });
    }
  }
  return questions;
}

const clamp = (value: number, low: number, high: number): number => Math.round(Math.min(high, Math.max(low, value)));

const weeksOfUsage = 13;
const falling = { share: 0.05, leavingSoon: 0.35 };

/** What active customers used in each of the last thirteen weeks, dated on the week's last day. */
export function usageTable(world: World, lives: readonly Life[]): Table {
  const rows: Row[] = [];
  for (let week = weeksOfUsage; week > 0; week--) {
    const day = -7 * (week - 1);
    const date = world.clock.wholeDay(day - 1);
    for (const { customer, ended } of lives) {
      if (customer.start > day - 7 || (ended ?? 0) < day) {
        continue;
      }
      const random = detail(world, 'usage', customer.id);
      const usual = logNormal(random, 400, 0.8);
      const falls = chance(random, falling.share);
      const luck = Math.exp(0.15 * normal(detail(world, 'usage in a week', customer.id * 100 + week)));
      rows.push([rows.length + 1, customer.id, date, Math.round(usual * luck * (falls && week <= 4 ? falling.leavingSoon : 1))]);
    }
  }
  return tableOf(
    { columns: { id: 'integer', customer_id: 'integer', used_on: 'date', quantity: 'numeric' }, indexes: [['used_on']] },
    rows
  );
}
