/**
 * One deal from its creation to its close, or to day 0. What happens is drawn first, as if nothing were wrong; then
 * the stories of stories.ts bend it, in this order: slow product, proposal step, stalled rep, discounts.
 */
import type { Day } from './clock';
import type { Deal, OwnerChange } from './draft';
import { competitors, currencies, lostReasons, products, type Campaign, type Region, type Source, type Team } from './market';
import { drawRoute, happened, layOut, type Visit } from './path';
import { isHere, partnerOf, type Rep } from './people';
import { endsOf, pipelines } from './pipelines';
import { between, chance, logNormal, normal, pickWeighted, type Random } from './random';
import { discounts, proposalStep, slowProduct, stalledRep } from './stories';

export interface Beginning {
  readonly created: Day;
  readonly region: Region;
  readonly team: Team;
  readonly owner: Rep;
  readonly source: Source | undefined;
  readonly campaign: Campaign | undefined;
}

const meanEuros = 16_500;
const amountSigma = 0.65;
const cycles = { won: 71, lost: 76, sigma: 0.62 };
/** Large deals take longer: the cycle grows with this power of the amount. */
const amountPower = 0.3;
const late = { share: 0.025, times: 2.5 };
const toWonOfOthers = 0.19;

/** From prospecting, qualified, demo, proposal and negotiation to the next stage. */
const steps = [0.96, 0.88, 0.76, 0.76, 0.47];
const demoStep = 2;
const toWon = steps.reduce((product, step) => product * step, 1);

/** Steps that lead to this share of won deals. The demo step is the same for all, so that a change of mix cannot move it. */
const stepsTo = (share: number): number[] =>
  steps.map((step, index) => (index === demoStep ? step : Math.min(0.99, step * (share / toWon) ** (1 / (steps.length - 1)))));

/** The deal, and by how many days it begins earlier than it was asked to. */
export function makeDeal(random: Random, beginning: Beginning): { deal: Deal; earlier: number } {
  const { region, team, source } = beginning;
  const product = pickWeighted(random, products);
  const route = drawRoute(random, stepsTo(source?.toWon ?? toWonOfOthers));
  const size = Math.exp(amountSigma * normal(random) - amountSigma ** 2 / 2);
  const cycle =
    logNormal(random, route.won ? cycles.won : cycles.lost, cycles.sigma) *
    size ** amountPower *
    (chance(random, late.share) ? late.times : 1);
  const drawn = slowDown(layOut(random, route, pipelines.new, beginning.created, cycle), product.name);
  const path = holdAtDemo(random, drawn, region);
  const owners = changeOwner(random, beginning.owner, path);
  const owner = owners.at(-1)?.to ?? beginning.owner;
  const frozen = keepOpen(random, path, owner);
  const euros = meanEuros * size * team.size * product.size * (frozen ? stalledRep.size : 1);
  const created = drawn[0]?.at ?? beginning.created;
  const deal: Deal = {
    id: 0, pipeline: 'new', lead: undefined, customer: undefined, created, product: product.name, region, team, owner,
    owners: owners.filter((change) => change.at < 0),
    source: source?.name ?? null, origin: source?.origin ?? null, channel: source?.channel ?? null,
    campaign: beginning.campaign?.name ?? null,
    currency: pickWeighted(random, currencies).name,
    stalled: frozen !== undefined,
    deleted: chance(random, 0.006),
    ...ending(random, happened(frozen ?? path), euros, region),
  };
  return { deal, earlier: beginning.created - created };
}

/** Story (h): the close stays where it is, and everything before it begins earlier. */
function slowDown(visits: Visit[], product: string): Visit[] {
  const close = visits.at(-1)?.at ?? 0;
  if (product !== slowProduct.product || close < slowProduct.since) {
    return visits;
  }
  return visits.map(({ stage, at }) => ({ stage, at: close - slowProduct.times * (close - at) }));
}

/** Story (a): a deal that would first get beyond the demo is lost there instead. */
function holdAtDemo(random: Random, visits: Visit[], region: Region): Visit[] {
  const beyond = visits.findIndex(({ stage }) => stage === 'proposal' || stage === 'negotiation' || stage === 'won');
  const at = visits[beyond]?.at ?? Number.NEGATIVE_INFINITY;
  if (region !== proposalStep.region || at < proposalStep.since || chance(random, proposalStep.advances)) {
    return visits;
  }
  return [...visits.slice(0, beyond), { stage: 'lost', at: at + between(random, 0, 5) }];
}

/** Story (c): a lost deal that the rep keeps open instead, in the stage in which it got stuck; undefined for others. */
function keepOpen(random: Random, visits: readonly Visit[], owner: Rep): Visit[] | undefined {
  const close = visits.at(-1);
  const concerned = owner.login === stalledRep.login && close?.stage === 'lost';
  if (!concerned || close.at < stalledRep.lostSince || close.at > stalledRep.lostUntil || !chance(random, stalledRep.keeps)) {
    return undefined;
  }
  const kept = visits.filter(({ stage, at }) => stage !== 'lost' && at < -stalledRep.idle);
  return kept.length === 0 ? undefined : kept;
}

/** Deals change hands when their owner leaves, and now and then for other reasons; never to or from story (c)'s rep. */
export function changeOwner(random: Random, owner: Rep, visits: readonly Visit[]): OwnerChange[] {
  const [start, end] = [visits[0]?.at ?? 0, visits.at(-1)?.at ?? 0];
  const partner = partnerOf(owner);
  if (owner.left !== undefined && owner.left > start && owner.left < end) {
    return [{ at: owner.left, from: owner, to: partner }];
  }
  const at = between(random, start, end);
  const staysPut = [owner, partner].some((rep) => rep.login === stalledRep.login || !isHere(rep, end));
  return chance(random, 0.035) && !staysPut ? [{ at, from: owner, to: partner }] : [];
}

type Ending = Pick<Deal, 'visits' | 'outcome' | 'closed' | 'firstEuros' | 'euros' | 'competitor' | 'lostReason'>;

/** State at day 0, and the amount with its last change. Story (i): discounts shortly before the deal is won. */
function ending(random: Random, visits: Visit[], euros: number, region: Region): Ending {
  const last = visits.at(-1);
  const outcome = outcomeOf(last?.stage, 'new');
  const discounted = outcome === 'won' && region === discounts.region && (last?.at ?? 0) > discounts.since;
  const changed = chance(random, 0.22);
  const change = Math.exp(0.22 * normal(random));
  const rivals = chance(random, 0.42) ? pickWeighted(random, competitors).name : null;
  const reason = pickWeighted(random, lostReasons).name;
  return {
    visits,
    outcome,
    closed: outcome === 'open' ? undefined : last?.at,
    firstEuros: changed && !discounted ? euros * change : euros,
    euros: discounted ? euros * discounts.left : euros,
    competitor: rivals,
    lostReason: outcome === 'lost' && chance(random, 0.93) ? reason : null,
  };
}

export function outcomeOf(stage: string | undefined, pipeline: Deal['pipeline']): Deal['outcome'] {
  const { won, lost } = endsOf(pipelines[pipeline]);
  return stage === won ? 'won' : stage === lost ? 'lost' : 'open';
}
