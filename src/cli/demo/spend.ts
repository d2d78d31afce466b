/** What campaigns cost, a row a day and campaign; story (b) is made here. And what it cost to win customers back. */
import { firstDay, type Day } from './clock';
import { season, sources, type Currency } from './market';
import { logNormal, randomFor } from './random';
import { dearCampaign, leadsFactor, silentSource } from './stories';
import { tableOf, type Row, type Table } from './tables';
import { cents, type World } from './world';

const columns = {
  id: 'integer', spent_on: 'date', source: 'text', channel: 'text', campaign: 'text', kind: 'text', amount: 'numeric',
  currency: 'text',
} as const;

const winBack: Cost = {
  source: null, channel: 'E-mail', campaign: 'Win-back', kind: 'reacquisition', euros: 1800, currency: 'EUR',
};
const daysAMonth = 30;

interface Cost {
  readonly source: string | null;
  readonly channel: string;
  readonly campaign: string;
  readonly kind: 'acquisition' | 'reacquisition';
  readonly euros: number;
  readonly currency: Currency;
}

export function spendTable(world: World): Table {
  const rows: Row[] = [];
  const random = randomFor(world.seed, 'spend');
  for (let day = firstDay; day < 0; day++) {
    for (const { source, channel, campaign, kind, euros, currency } of costsOf(day, world.scale)) {
      const amount = cents((euros * logNormal(random, 1, 0.15)) / world.rates.course(currency, day));
      rows.push([rows.length + 1, world.clock.wholeDay(day), source, channel, campaign, kind, amount, currency]);
    }
  }
  return tableOf({ columns, indexes: [['spent_on']] }, rows);
}

function costsOf(day: Day, scale: number): Cost[] {
  const costs = sources.flatMap(({ name: source, channel, leadsPerDay, campaigns }) => {
    // Money is spent as before when leads no longer come.
    const leads = leadsPerDay * scale * season(day) * leadsFactor(source, Math.min(day, silentSource.since - 1));
    const weights = campaigns.reduce((sum, { weight }) => sum + weight, 0);
    return campaigns.map(({ name, weight, costPerLead, currency }): Cost => {
      const times = name === dearCampaign.campaign ? dearCampaign.times : 1;
      const euros = (leads * weight * costPerLead * times) / weights;
      return { source, channel, campaign: name, kind: 'acquisition', euros, currency };
    });
  });
  return -day % daysAMonth === 0 ? [...costs, { ...winBack, euros: winBack.euros * scale }] : costs;
}
