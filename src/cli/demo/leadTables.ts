/** Leads, the stages they entered, and the campaigns that touched those who became deals. Contact data are patchy. */
import { between, chance, pick, poisson, type Random } from './random';
import type { Lead } from './draft';
import { sources } from './market';
import { companyName, personName } from './names';
import { tableOf, type Row, type Table } from './tables';
import { detail, type World } from './world';

const leadColumns = {
  id: 'integer', created_at: 'instant', name: 'text', email: 'text', phone: 'text', company: 'text', source: 'text',
  origin: 'text', channel: 'text', campaign: 'text', owner_id: 'integer', team: 'text', region: 'text', segment: 'text',
  score: 'integer', status: 'text', qualified_at: 'instant', converted_at: 'instant', disqualified_at: 'instant',
  deal_id: 'integer', deleted: 'boolean',
} as const;

export function leadsTable(world: World, leads: readonly Lead[]): Table {
  const indexes = [['created_at'], ['converted_at'], ['deal_id']];
  return tableOf({ columns: leadColumns, indexes }, leads.map((lead) => leadRow(world, lead)));
}

function leadRow(world: World, lead: Lead): Row {
  const random = detail(world, 'lead row', lead.id);
  const { source, owner, visits } = lead;
  const person = personName(random);
  const company = companyName(random);
  const entered = (stage: string) => {
    const visit = visits.find((one) => one.stage === stage);
    return visit === undefined ? null : world.clock.instant(visit.at);
  };
  const converted = entered('converted');
  return [
    lead.id, world.clock.instant(lead.created), chance(random, 0.98) ? person : '', emailOf(random, person, company),
    phone(random), company, source?.name ?? null, source?.origin ?? null, source?.channel ?? null,
    lead.campaign?.name ?? null, owner.id, lead.team.name, lead.region, lead.team.segment, lead.score,
    visits.at(-1)?.stage ?? 'new', entered('qualified') ?? converted, converted, entered('disqualified'),
    lead.deal?.lead === lead ? lead.deal.id : null, lead.deleted,
  ];
}

function emailOf(random: Random, person: string, company: string): string | null {
  const domain = company.split(' ')[0]?.toLowerCase() ?? 'example';
  return chance(random, 0.94) ? `${person.toLowerCase().replace(' ', '.')}@${domain}.example` : null;
}

/** Missing, empty or blank in a quarter of the rows. */
function phone(random: Random): string | null {
  const missing = random();
  const number = `+49 30 ${Math.floor(between(random, 1e6, 1e7))}`;
  return missing < 0.18 ? null : missing < 0.22 ? '' : missing < 0.24 ? '  ' : number;
}

/** A row per stage after the first one, which a lead enters when it is created. */
export function leadHistoryTable(world: World, leads: readonly Lead[]): Table {
  const changes = leads.flatMap((lead) => lead.visits.map(({ stage, at }) => ({ lead: lead.id, stage, at })));
  changes.sort((a, b) => a.at - b.at);
  return tableOf(
    {
      columns: { id: 'integer', lead_id: 'integer', stage: 'text', changed_at: 'instant' },
      indexes: [['lead_id', 'changed_at'], ['changed_at']],
    },
    changes.map(({ lead, stage, at }, index) => [index + 1, lead, stage, world.clock.instant(at)])
  );
}

const campaigns = sources.flatMap((source) => source.campaigns.map(({ name }) => ({ name, channel: source.channel })));

/** Touches of the leads that became deals: the campaign that brought them, and others before and after. */
export function touchesTable(world: World, leads: readonly Lead[]): Table {
  const touches = leads.flatMap((lead) => {
    if (!lead.deal || !lead.campaign || !lead.source) {
      return [];
    }
    const random = detail(world, 'touches', lead.id);
    const own = { lead: lead.id, name: lead.campaign.name, channel: lead.source.channel, at: lead.created };
    const others = Array.from({ length: poisson(random, 0.9) }, () => ({
      lead: lead.id, ...pick(random, campaigns), at: lead.created + between(random, -40, 25),
    }));
    return [own, ...others].filter(({ at }) => at < 0);
  });
  touches.sort((a, b) => a.at - b.at);
  return tableOf(
    {
      columns: { id: 'integer', lead_id: 'integer', campaign: 'text', channel: 'text', touched_at: 'instant' },
      indexes: [['lead_id'], ['touched_at']],
    },
    touches.map(({ lead, name, channel, at }, index) => [index + 1, lead, name, channel, world.clock.instant(at)])
  );
}
