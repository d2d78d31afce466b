/** Renewals: deals of a shorter pipeline with customers, begun two months before their year is over. */
import type { Day } from './clock';
import { changeOwner, outcomeOf } from './deals';
import type { Customer, Deal } from './draft';
import { existingCustomer, lostReasons } from './market';
import { drawRoute, happened, layOut } from './path';
import { isHere, partnerOf } from './people';
import { pipelines } from './pipelines';
import { between, chance, normal, pickWeighted, type Random } from './random';

/** From due, contacted and quoted to the next stage. */
const steps = [0.97, 0.92, 0.84];

/** The deal about the year that begins on `due`; it may not have begun by day 0. */
export function makeRenewal(random: Random, customer: Customer, due: Day, euros: number): Deal {
  const created = due - between(random, 45, 75);
  const cycle = Math.max(4, due - created + 8 * normal(random));
  const path = layOut(random, drawRoute(random, steps), pipelines.renewal, created, cycle);
  const visits = happened(path);
  const outcome = outcomeOf(visits.at(-1)?.stage, 'renewal');
  const first = isHere(customer.owner, created) ? customer.owner : partnerOf(customer.owner);
  const owners = changeOwner(random, first, path).filter((change) => change.at < 0);
  const reason = pickWeighted(random, lostReasons).name;
  return {
    id: 0, pipeline: 'renewal', lead: undefined, customer, created, visits, outcome,
    closed: outcome === 'open' ? undefined : visits.at(-1)?.at,
    firstEuros: euros, euros, currency: customer.currency, product: customer.product,
    region: customer.region, team: customer.team, owner: owners.at(-1)?.to ?? first, owners,
    source: existingCustomer.source, origin: 'sales', channel: existingCustomer.channel, campaign: null,
    competitor: null, lostReason: outcome === 'lost' ? reason : null, stalled: false, deleted: chance(random, 0.006),
  };
}
