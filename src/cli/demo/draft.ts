/** Leads, deals and customers while the company is made; tables.ts and the row files say what becomes of them. */
import type { Day } from './clock';
import type { Campaign, Currency, Region, Source, Team } from './market';
import type { Visit } from './path';
import type { Rep } from './people';
import type { DealPipeline } from './pipelines';

export interface Lead {
  /** Number in the order of creation, from 1; 0 until all are known. */
  id: number;
  readonly created: Day;
  /** NULL in rows where it is missing. */
  readonly source: Source | undefined;
  readonly campaign: Campaign | undefined;
  readonly region: Region;
  readonly team: Team;
  readonly owner: Rep;
  readonly score: number | null;
  /** Stages after `new`. */
  readonly visits: readonly Visit[];
  readonly deal: Deal | undefined;
  readonly deleted: boolean;
}

export interface OwnerChange {
  readonly at: Day;
  readonly from: Rep;
  readonly to: Rep;
}

export interface Deal {
  id: number;
  readonly pipeline: DealPipeline;
  /** Set for the deals that begin with a lead. */
  lead: Lead | undefined;
  /** The customer who renews, buys again, or was won. */
  customer: Customer | undefined;
  readonly created: Day;
  /** Up to day 0, the first one at `created`. */
  readonly visits: readonly Visit[];
  readonly outcome: 'open' | 'won' | 'lost';
  /** The last close. */
  readonly closed: Day | undefined;
  /** Value in EUR when it was created, and now; they differ where the amount was changed. */
  readonly firstEuros: number;
  readonly euros: number;
  readonly currency: Currency;
  readonly product: string;
  readonly region: Region;
  readonly team: Team;
  readonly source: string | null;
  readonly origin: string | null;
  readonly channel: string | null;
  readonly campaign: string | null;
  readonly competitor: string | null;
  readonly lostReason: string | null;
  /** In the order they happened; the first `from` is the first owner. */
  readonly owners: readonly OwnerChange[];
  readonly owner: Rep;
  readonly stalled: boolean;
  readonly deleted: boolean;
}

export interface Customer {
  id: number;
  readonly name: string;
  readonly start: Day;
  readonly region: Region;
  readonly team: Team;
  readonly owner: Rep;
  readonly source: string | null;
  readonly channel: string | null;
  readonly product: string;
  readonly currency: Currency;
  /** First order in EUR. */
  readonly euros: number;
  /** The deal that won them; undefined for those from before the history. */
  readonly deal: Deal | undefined;
}
