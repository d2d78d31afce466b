/** Customers: those from before the history, and those that deals have won. life.ts says what becomes of them. */
import { firstDay } from './clock';
import type { Customer, Deal } from './draft';
import { currencies, products, regions, teams } from './market';
import { companyName } from './names';
import { repsOf } from './people';
import { between, chance, logNormal, pick, pickWeighted, randomFor, type Random } from './random';

/** About as many as leave during the time in which as many are won, so that their number hardly changes. */
const customersBefore = 3600;
const boughtAgain = 0.07;

/** All customers in the order in which they began, numbered from 1; every won deal is given its customer. */
export function makeCustomers(seed: number, scale: number, deals: readonly Deal[]): Customer[] {
  const customers = Array.from({ length: Math.round(customersBefore * scale) }, (_, index) =>
    customerBefore(randomFor(seed, 'customer before', index))
  );
  const won = deals.filter((deal) => deal.outcome === 'won').sort((a, b) => (a.closed ?? 0) - (b.closed ?? 0));
  won.forEach((deal, index) => {
    const random = randomFor(seed, 'won customer', index);
    const known = chance(random, boughtAgain) && customers.length > 0 ? pick(random, customers) : undefined;
    if (known?.region === deal.region) {
      deal.customer = known;
    } else {
      deal.customer = customerOf(random, deal);
      customers.push(deal.customer);
    }
  });
  customers.sort((a, b) => a.start - b.start);
  customers.forEach((customer, index) => (customer.id = index + 1));
  return customers;
}

function customerBefore(random: Random): Customer {
  const region = pickWeighted(random, regions).name;
  const team = pickWeighted(random, teams);
  const product = pickWeighted(random, products);
  return {
    id: 0, name: companyName(random), start: between(random, firstDay - 1000, firstDay), region, team,
    owner: pick(random, repsOf(team, region, 0)), source: null, channel: null, product: product.name,
    currency: pickWeighted(random, currencies).name,
    euros: logNormal(random, 16_000 * team.size * product.size, 0.75), deal: undefined,
  };
}

const customerOf = (random: Random, deal: Deal): Customer => ({
  id: 0, name: companyName(random), start: deal.closed ?? 0, region: deal.region, team: deal.team, owner: deal.owner,
  source: deal.source, channel: deal.channel, product: deal.product, currency: deal.currency, euros: deal.euros, deal,
});
