/**
 * What a customer does after the first order: pays a part of it again every year, buys more, renews by a deal or by
 * itself, leaves, and in a few cases comes back. Everything is cut at day 0.
 */
import { firstDay, type Day } from './clock';
import type { Customer, Deal } from './draft';
import { products } from './market';
import { between, chance, logNormal, normal, pick, pickWeighted, poisson, wait, type Random } from './random';
import { makeRenewal } from './renewals';

export interface Order {
  readonly at: Day;
  /** Negative for a refund. */
  readonly euros: number;
  readonly kind: 'new' | 'upsell' | 'cross' | 'renewal';
  readonly product: string;
  readonly deal: Deal | undefined;
}

export interface Contract {
  readonly start: Day;
  readonly end: Day | undefined;
  readonly monthlyEuros: number;
}

export interface Life {
  readonly customer: Customer;
  readonly orders: readonly Order[];
  readonly contracts: readonly Contract[];
  readonly renewals: readonly Deal[];
  readonly activated: Day | undefined;
  readonly ended: Day | undefined;
  readonly reacquired: Day | undefined;
}

const meanLife = 1380;
const year = 365;
/** Part of the first order that is paid again every year. */
const recurring = 0.5;
const share = { renewedByDeal: 0.17, refunded: 0.02, upsell: 0.6, activated: 0.87, comesBack: 0.06 };
const boughtMoreAYear = 0.34;

interface Course {
  readonly customer: Customer;
  readonly orders: Order[];
  readonly contracts: Contract[];
  readonly renewals: Deal[];
  contract: Contract;
  leaves: Day;
}

export function makeLife(random: Random, customer: Customer): Life {
  const course: Course = {
    customer, orders: [], contracts: [], renewals: [],
    contract: { start: customer.start, end: undefined, monthlyEuros: (customer.euros * recurring) / 12 },
    leaves: Math.max(customer.start, firstDay) + wait(random, meanLife),
  };
  const { start, euros, product, deal } = customer;
  order(random, course, { at: start, euros, kind: 'new', product, deal });
  for (let from = customer.start; from < Math.min(course.leaves, 0); from += year) {
    buyMore(random, course, from);
    if (from + year < course.leaves) {
      renew(random, course, from + year);
    }
  }
  return finish(random, course);
}

function order(random: Random, course: Course, placed: Order): void {
  course.orders.push(placed);
  if (placed.kind !== 'renewal' && chance(random, share.refunded)) {
    const back = -placed.euros * pick(random, [0.2, 0.5, 1]);
    course.orders.push({ ...placed, at: placed.at + between(random, 3, 40), euros: back });
  }
}

function buyMore(random: Random, course: Course, from: Day): void {
  for (let more = poisson(random, boughtMoreAYear); more > 0; more--) {
    const at = between(random, from, from + year);
    const annual = course.contract.monthlyEuros * 12;
    if (at >= Math.min(course.leaves, 0) || at < course.contract.start) {
      continue;
    }
    if (chance(random, share.upsell)) {
      const euros = annual * between(random, 0.1, 0.4);
      order(random, course, { at, euros, kind: 'upsell', product: course.customer.product, deal: undefined });
      course.contracts.push({ ...course.contract, end: at });
      course.contract = { start: at, end: undefined, monthlyEuros: (annual + euros) / 12 };
    } else {
      const product = pickWeighted(random, products).name;
      order(random, course, { at, euros: annual * between(random, 0.2, 0.9), kind: 'cross', product, deal: undefined });
    }
  }
}

function renew(random: Random, course: Course, due: Day): void {
  const { customer } = course;
  const euros = course.contract.monthlyEuros * 12 * Math.exp(0.03 + 0.08 * normal(random));
  const placed: Order = { at: due, euros, kind: 'renewal', product: customer.product, deal: undefined };
  if (due < firstDay + 90 || !chance(random, share.renewedByDeal)) {
    order(random, course, placed);
    return;
  }
  const deal = makeRenewal(random, customer, due, euros);
  course.renewals.push(deal);
  if (deal.outcome === 'won') {
    order(random, course, { ...placed, at: deal.closed ?? due, deal });
  } else if (deal.outcome === 'lost') {
    course.leaves = Math.max(deal.closed ?? due, course.contract.start);
  }
}

function finish(random: Random, course: Course): Life {
  const { customer, contract, leaves } = course;
  const ended = leaves < 0 ? leaves : undefined;
  const back = leaves + between(random, 70, 300);
  const reacquired = chance(random, share.comesBack) && back < 0 ? back : undefined;
  const contracts: Contract[] = [...course.contracts, { ...contract, end: ended }];
  const orders = [...course.orders];
  if (reacquired !== undefined) {
    const monthlyEuros = contract.monthlyEuros * 0.8;
    contracts.push({ start: reacquired, end: undefined, monthlyEuros });
    orders.push({ at: reacquired, euros: monthlyEuros * 12, kind: 'new', product: customer.product, deal: undefined });
  }
  const active = customer.start + logNormal(random, 14, 0.8);
  return {
    customer, contracts,
    renewals: course.renewals.filter((deal) => deal.created < 0),
    orders: orders.filter(({ at }) => at >= firstDay && at < 0),
    activated: chance(random, share.activated) && active < Math.min(leaves, 0) ? active : undefined,
    ended: reacquired === undefined ? ended : undefined,
    reacquired,
  };
}
