/** The stages of leads, new business and renewals. examples/demo/model.json lists the same ones; a test compares. */

export interface Stage {
  readonly id: string;
  readonly label: string;
  readonly kind: 'open' | 'won' | 'lost';
  /** The CRM's own probability, 0 to 1. */
  readonly probability: number;
}

export interface Pipeline {
  readonly id: string;
  readonly of: 'lead' | 'deal';
  readonly label: string;
  readonly stages: readonly Stage[];
}

const stage = (id: string, label: string, kind: Stage['kind'], probability: number): Stage => ({
  id, label, kind, probability,
});

export const pipelines = {
  lead: {
    id: 'lead', of: 'lead', label: 'Leads',
    stages: [
      stage('new', 'New', 'open', 0.05), stage('contacted', 'Contacted', 'open', 0.15),
      stage('qualified', 'Qualified', 'open', 0.5), stage('converted', 'Converted', 'won', 1),
      stage('disqualified', 'Disqualified', 'lost', 0),
    ],
  },
  new: {
    id: 'new', of: 'deal', label: 'New business',
    stages: [
      stage('prospecting', 'Prospecting', 'open', 0.1), stage('qualified', 'Qualified', 'open', 0.2),
      stage('demo', 'Demo', 'open', 0.35), stage('proposal', 'Proposal', 'open', 0.5),
      stage('negotiation', 'Negotiation', 'open', 0.75), stage('won', 'Won', 'won', 1), stage('lost', 'Lost', 'lost', 0),
    ],
  },
  renewal: {
    id: 'renewal', of: 'deal', label: 'Renewals',
    stages: [
      stage('renewal_due', 'Due', 'open', 0.7), stage('renewal_contacted', 'Contacted', 'open', 0.75),
      stage('renewal_quoted', 'Quoted', 'open', 0.85), stage('renewed', 'Renewed', 'won', 1),
      stage('not_renewed', 'Not renewed', 'lost', 0),
    ],
  },
} as const satisfies Record<string, Pipeline>;

export type DealPipeline = 'new' | 'renewal';

/** The ids of a pipeline's open stages in order, and of its two ends. */
export function endsOf(pipeline: Pipeline): { open: string[]; won: string; lost: string } {
  const ids = (kind: Stage['kind']) => pipeline.stages.filter((one) => one.kind === kind).map((one) => one.id);
  return { open: ids('open'), won: ids('won')[0] ?? '', lost: ids('lost')[0] ?? '' };
}
