/**
 * Calls, e-mails, meetings, demos and trainings. The first outbound activity on a lead is what makes it contacted, a
 * demo is held when a deal enters that stage, and the rest follows the time that a deal is worked on.
 */
import type { Day } from './clock';
import type { Deal, Lead } from './draft';
import { between, chance, logNormal, pickWeighted, poisson, type Random } from './random';
import { tableOf, type Table, type Value } from './tables';
import { detail, type World } from './world';

const columns = {
  id: 'integer', type: 'text', purpose: 'text', direction: 'text', happened_at: 'instant', booked_at: 'instant',
  duration_s: 'integer', owner_id: 'integer', lead_id: 'integer', deal_id: 'integer', channel: 'text', campaign: 'text',
  bounced: 'boolean', opened: 'boolean', clicked: 'boolean', replied: 'boolean', held: 'boolean',
} as const;

type Type = 'call' | 'email' | 'meeting' | 'demo' | 'training';

const daysBetween = 10;
/** Meetings may be booked this many days ahead: the only rows that lie after day 0. */
const bookedAhead = 12;

const types = [
  { name: 'call', weight: 0.38 },
  { name: 'email', weight: 0.44 },
  { name: 'meeting', weight: 0.14 },
  { name: 'training', weight: 0.04 },
] as const;

/** Rows are made at once and sorted in place: they are half of all rows, and objects in between would double the work. */
export function activitiesTable(world: World, leads: readonly Lead[], deals: readonly Deal[]): Table {
  const rows: Value[][] = [];
  const add = (row: Value[]) => rows.push(row);
  for (const lead of leads) {
    onLead(world, lead, add);
  }
  for (const deal of deals) {
    onDeal(world, deal, add);
  }
  rows.sort((a, b) => Number(a[happenedAt]) - Number(b[happenedAt]));
  rows.forEach((row, index) => (row[0] = index + 1));
  return tableOf({ columns, indexes: [['happened_at'], ['deal_id', 'happened_at'], ['lead_id', 'happened_at']] }, rows);
}

const happenedAt = Object.keys(columns).indexOf('happened_at');

function onLead(world: World, lead: Lead, add: (row: Value[]) => void): void {
  const random = detail(world, 'lead activities', lead.id);
  const contacted = lead.visits.find(({ stage }) => stage === 'contacted')?.at;
  const end = Math.min(lead.visits.at(-1)?.at ?? lead.created, 0);
  if (chance(random, 0.12) && lead.created < -0.01) {
    const type = chance(random, 0.7) ? 'email' : 'call';
    add(activity(world, random, lead, { type, at: lead.created + 0.001, direction: 'in' }));
  }
  if (contacted === undefined) {
    return;
  }
  add(activity(world, random, lead, { type: chance(random, 0.55) ? 'call' : 'email', at: contacted, direction: 'out' }));
  for (let more = poisson(random, 0.55); more > 0; more--) {
    const at = between(random, contacted, end);
    add(activity(world, random, lead, { type: chance(random, 0.5) ? 'call' : 'email', at, direction: 'out' }));
  }
}

function onDeal(world: World, deal: Deal, add: (row: Value[]) => void): void {
  const random = detail(world, 'deal activities', deal.id);
  // Nobody works on a stalled deal.
  const end = deal.stalled ? (deal.visits.at(-1)?.at ?? deal.created) : (deal.closed ?? bookedAhead);
  const demo = deal.visits.find(({ stage }) => stage === 'demo')?.at;
  if (demo !== undefined && chance(random, 0.85)) {
    add(activity(world, random, deal, { type: 'demo', at: demo, direction: 'out' }));
  }
  for (let count = poisson(random, (end - deal.created) / daysBetween + 1.2); count > 0; count--) {
    const at = between(random, deal.created, end);
    const type = pickWeighted(random, types).name;
    const incoming = (type === 'call' || type === 'email') && chance(random, 0.27);
    if (at < 0 || type === 'meeting') {
      add(activity(world, random, deal, { type, at, direction: incoming ? 'in' : 'out' }));
    }
  }
}

interface Act {
  readonly type: Type;
  readonly at: Day;
  readonly direction: 'in' | 'out';
}

function activity(world: World, random: Random, subject: Lead | Deal, { type, at, direction }: Act): Value[] {
  const isDeal = 'pipeline' in subject;
  const isMeeting = type === 'meeting' || type === 'demo' || type === 'training';
  const connected = isMeeting || (type === 'call' && chance(random, 0.72));
  const booked = isMeeting ? at - between(random, 1, 14) : undefined;
  const seconds = connected ? Math.round(logNormal(random, isMeeting ? 2700 : 420, 0.7)) : 0;
  const followsUp = type === 'call' && direction === 'out' && isDeal && chance(random, 0.45);
  const sent = type === 'email' && direction === 'out';
  const bounced = sent && chance(random, 0.03);
  const opened = sent && !bounced && chance(random, 0.46);
  const campaign = isDeal ? subject.campaign : (subject.campaign?.name ?? null);
  const future = at >= 0;
  return [
    0, type, followsUp ? 'follow_up' : isMeeting ? type : null, direction, world.clock.instant(at),
    booked === undefined ? null : world.clock.instant(Math.min(booked, -0.01)), type === 'email' || future ? null : seconds,
    subject.owner.id, isDeal ? null : subject.id, isDeal ? subject.id : null, type === 'email' ? 'E-mail' : null, campaign,
    sent ? bounced : null, sent ? opened : null, sent ? opened && chance(random, 0.17) : null,
    sent ? !bounced && chance(random, 0.13) : null, isMeeting && !future ? chance(random, 0.84) : null,
  ];
}
