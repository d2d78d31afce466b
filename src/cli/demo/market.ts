/** What the company sells, to whom, and through whom: the fixed lists that everything else draws from. */
import type { Day } from './clock';

export const regions = [
  { name: 'North', weight: 0.36 },
  { name: 'West', weight: 0.34 },
  { name: 'South', weight: 0.3 },
] as const;
export type Region = (typeof regions)[number]['name'];

/** `size` is the size of a team's deals against the average. */
export const teams = [
  { name: 'Enterprise', weight: 0.23, size: 1.35, manager: 'Ingrid Larsen', segment: 'large' },
  { name: 'Mid-market', weight: 0.27, size: 1.05, manager: 'Paul Achterberg', segment: 'medium' },
  { name: 'Commercial', weight: 0.27, size: 0.8, manager: 'Chiara Rossi', segment: 'small' },
  { name: 'Public sector', weight: 0.23, size: 0.9, manager: 'Miriam Kowalski', segment: 'public' },
] as const;
export type Team = (typeof teams)[number];

export interface Campaign {
  readonly name: string;
  readonly weight: number;
  /** Spend per lead in EUR. */
  readonly costPerLead: number;
  readonly currency: Currency;
}

export interface Source {
  readonly name: string;
  readonly origin: 'marketing' | 'sales';
  readonly channel: string;
  /** Leads a day, in the middle of the history. */
  readonly leadsPerDay: number;
  /** Share of the leads that become deals, and of the deals that are won. */
  readonly toDeal: number;
  readonly toWon: number;
  readonly campaigns: readonly Campaign[];
}

const campaign = (name: string, weight: number, costPerLead: number, currency: Currency = 'EUR'): Campaign => ({
  name, weight, costPerLead, currency,
});

export type Currency = 'EUR' | 'USD' | 'GBP';

export const sources: readonly Source[] = [
  {
    name: 'Website', origin: 'marketing', channel: 'Organic', leadsPerDay: 12.1, toDeal: 0.36, toWon: 0.275,
    campaigns: [campaign('Content hub', 0.6, 44), campaign('Webinars', 0.4, 52)],
  },
  {
    name: 'Paid search', origin: 'marketing', channel: 'Paid', leadsPerDay: 9.5, toDeal: 0.34, toWon: 0.26,
    campaigns: [
      campaign('Search brand', 0.4, 48), campaign('Search generic', 0.36, 58, 'USD'), campaign('Search competitors', 0.24, 54),
    ],
  },
  {
    name: 'Paid social', origin: 'marketing', channel: 'Paid', leadsPerDay: 3.8, toDeal: 0.29, toWon: 0.055,
    campaigns: [campaign('Social lookalikes', 0.6, 47), campaign('Social retargeting', 0.4, 53)],
  },
  {
    name: 'Event', origin: 'marketing', channel: 'Field', leadsPerDay: 6.8, toDeal: 0.33, toWon: 0.25,
    campaigns: [campaign('Trade fairs', 0.55, 62), campaign('Roadshow', 0.45, 57)],
  },
  {
    name: 'Partner', origin: 'sales', channel: 'Partner', leadsPerDay: 6.4, toDeal: 0.38, toWon: 0.29,
    campaigns: [campaign('Partner portal', 1, 50)],
  },
  {
    name: 'Outbound', origin: 'sales', channel: 'Outbound', leadsPerDay: 8.3, toDeal: 0.29, toWon: 0.225,
    campaigns: [campaign('Outbound sequences', 0.65, 46), campaign('Account lists', 0.35, 55, 'GBP')],
  },
];

/** Where renewals come from; no lead has this source. */
export const existingCustomer = { source: 'Existing customer', channel: 'Customer' };

/** `size` is the size of the product's deals against the average. */
export const products = [
  { name: 'Core', weight: 0.28, size: 1.15 },
  { name: 'Connect', weight: 0.22, size: 1 },
  { name: 'Insight', weight: 0.2, size: 1.05 },
  { name: 'Guard', weight: 0.17, size: 0.95 },
  { name: 'Academy', weight: 0.13, size: 0.7 },
] as const;

export const competitors = [
  { name: 'Northwind', weight: 0.4 },
  { name: 'Contoso', weight: 0.35 },
  { name: 'Initech', weight: 0.25 },
] as const;

export const lostReasons = [
  { name: 'Price', weight: 0.26 },
  { name: 'No decision', weight: 0.24 },
  { name: 'Missing feature', weight: 0.17 },
  { name: 'Competitor', weight: 0.15 },
  { name: 'Budget cut', weight: 0.12 },
  { name: 'Lost contact', weight: 0.06 },
] as const;

/** Foreign currencies are worth this many EUR in the middle, and swing around it. */
export const currencies: ReadonlyArray<{ readonly name: Currency; readonly weight: number; readonly euros: number }> = [
  { name: 'EUR', weight: 0.7, euros: 1 },
  { name: 'USD', weight: 0.18, euros: 0.92 },
  { name: 'GBP', weight: 0.12, euros: 1.17 },
];

/**
 * Business against the average: grows by a fifth in three years, swings a little within a year of 52 weeks, and
 * halves in two weeks of it, about ten months ago. The last weeks are near the top of the swing, where it is flat, so
 * that no season passes for a story.
 */
export function season(day: Day): number {
  const dayOfYear = ((day % 364) + 364) % 364;
  const quiet = dayOfYear >= 46 && dayOfYear < 60 ? 0.5 : 1;
  return quiet * (1 + (0.1 * (day + 548)) / 548) * (1 + 0.07 * Math.cos((2 * Math.PI * (dayOfYear + 45)) / 364));
}
