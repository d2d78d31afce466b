/** Every story of docs/demo-stories.md is in the data, and the slices that it does not touch are quiet. */
import * as find from './evidence.fixture';
import { repOf } from './people';
import * as stories from './stories';

const asOf = '2026-11-21';
/** Standard errors: a story is beyond the first, everything else within the second. */
const [loud, quiet] = [4, 3];

describe.each([
  ...[1, 2, 3, 4, 5].map((seed) => ({ seed, asOf })),
  { seed: 1, asOf: '2027-03-01' },
])('with seed $seed on $asOf', ({ seed, asOf: day }) => {
  let evidence: find.Evidence;
  let deals: readonly find.Deal[];
  beforeAll(() => {
    evidence = find.readEvidence({ asOf: day, seed });
    deals = evidence.deals;
  }, 60_000);

  const of = (by: keyof find.Deal['of'], name: string) => deals.filter((deal) => deal.of[by] === name);
  const others = (by: keyof find.Deal['of'], ...touched: string[]) =>
    find.names(deals, by).filter((name) => !touched.includes(name));

  it('(a) gets stuck between demo and proposal in one region', () => {
    const z = (region: string) =>
      find.zOfShares(find.proposalStep(of('region', region), -90, 0), find.proposalStep(of('region', region), -365, -90));
    expect(z(stories.proposalStep.region)).toBeLessThan(-loud);
    others('region', stories.proposalStep.region).forEach((region) => expect(Math.abs(z(region))).toBeLessThan(quiet));
  });

  it('(b) pays three times as much for the leads of one campaign', () => {
    const costs = [...find.costPerLead(evidence, -90, 0)].filter(([, { leads }]) => leads > 0);
    const againstRest = (name: string) => {
      const rest = costs.filter(([other]) => other !== name);
      const sum = (what: 'euros' | 'leads') => rest.reduce((total, [, entry]) => total + entry[what], 0);
      const own = costs.find(([other]) => other === name)?.[1] ?? { euros: 0, leads: 1 };
      return own.euros / own.leads / (sum('euros') / sum('leads'));
    };
    const { campaign } = stories.dearCampaign;
    expect(againstRest(campaign)).toBeGreaterThan(2.5);
    expect(againstRest(campaign)).toBeLessThan(4);
    const rest = costs.filter(([name]) => name !== campaign);
    rest.forEach(([name]) => expect(Math.abs(Math.log(againstRest(name)))).toBeLessThan(Math.log(1.5)));
  });

  it('(c) has one rep whose deals stand still', () => {
    const rep = String(repOf(stories.stalledRep.login)?.id);
    const rest = deals.filter((deal) => deal.of.owner !== rep);
    const z = (owner: string) =>
      find.zOfShares(find.stalled(of('owner', owner)), find.stalled(rest.filter((deal) => deal.of.owner !== owner)));
    expect(z(rep)).toBeGreaterThan(loud);
    const active = others('owner', rep).filter((owner) => find.stalled(of('owner', owner)).of > 30);
    active.forEach((owner) => expect(z(owner)).toBeLessThan(quiet));
    const largest = Math.max(...active.map((owner) => find.stalledValue(of('owner', owner))));
    expect(find.stalledValue(of('owner', rep))).toBeGreaterThan(2.5 * largest);
  });

  it('(d) wins less because the mix shifts, and no source wins less', () => {
    const rates = (some: readonly find.Deal[]) =>
      [find.winRate(find.closedIn(some, -182, 0)), find.winRate(find.closedIn(some, -364, -182))] as const;
    expect(find.zOfShares(...rates(deals))).toBeLessThan(-loud);
    others('source').forEach((source) => {
      expect(Math.abs(find.zOfShares(...rates(of('source', source))))).toBeLessThan(quiet);
    });
    const part = (from: number, to: number) =>
      find.shareOf(find.closedIn(deals, from, to), (deal) => deal.of.source === stories.mixShift.source);
    expect(find.zOfShares(part(-182, 0), part(-364, -182))).toBeGreaterThan(loud);
  });

  it('(e) gets no more leads from one source', () => {
    const count = (source: string, from: number, to: number) =>
      evidence.leads.filter((lead) => lead.source === source && find.isIn(lead.created, from, to)).length;
    const z = (source: string) => {
      const expected = (count(source, -104, -14) * 14) / 90;
      return (count(source, -14, 0) - expected) / Math.sqrt(expected * (1 + 14 / 90));
    };
    expect(count(stories.silentSource.source, -14, 0)).toBe(0);
    expect(z(stories.silentSource.source)).toBeLessThan(-loud);
    const rest = new Set(evidence.leads.map((lead) => lead.source));
    rest.delete(stories.silentSource.source);
    rest.forEach((source) => expect(Math.abs(z(source))).toBeLessThan(quiet));
  });

  it('(f) is far behind its target in one team and ahead in another', () => {
    const attained = (team: string) => find.attainmentOf(evidence, of('team', team), { team }, 0);
    expect(attained('Mid-market')).toBeLessThan(0.6);
    expect(attained('Commercial')).toBeGreaterThan(1.3);
    others('team', 'Mid-market', 'Commercial').forEach((team) => {
      expect(attained(team)).toBeGreaterThan(0.75);
      expect(attained(team)).toBeLessThan(1.2);
    });
  });

  it('(g) has too little to close next quarter in one region', () => {
    const coverage = (region: string) => find.coverageOf(evidence, of('region', region), { region });
    expect(coverage(stories.thinPipeline.region)).toBeLessThan(2);
    others('region', stories.thinPipeline.region).forEach((region) => expect(coverage(region)).toBeGreaterThan(3.2));
  });

  it('(h) takes longer to win deals for one product', () => {
    const { product: slow } = stories.slowProduct;
    const z = (product: string) =>
      find.zOfMeans(find.cycle(of('product', product), -90, 0), find.cycle(of('product', product), -365, -90));
    expect(z(slow)).toBeGreaterThan(loud);
    others('product', slow).forEach((product) => expect(Math.abs(z(product))).toBeLessThan(quiet));
  });

  it('(i) wins smaller deals in one region', () => {
    const { region: discounted } = stories.discounts;
    const z = (region: string) =>
      find.zOfMeans(find.dealSize(of('region', region), -90, 0), find.dealSize(of('region', region), -365, -90));
    expect(z(discounted)).toBeLessThan(-loud);
    others('region', discounted).forEach((region) => expect(Math.abs(z(region))).toBeLessThan(quiet));
  });

  it('(j) lets close dates pass in one team', () => {
    const { team } = stories.passedDates;
    const rest = deals.filter((deal) => deal.of.team !== team);
    expect(find.zOfShares(find.passed(of('team', team)), find.passed(rest))).toBeGreaterThan(loud);
    others('team', team).forEach((other) => expect(find.rate(find.passed(of('team', other)))).toBeLessThan(0.1));
  });
});
