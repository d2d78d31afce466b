/** The common parts of the mapping as a form: one entry a field. Everything else is edited as JSON. */
import type { Path } from './path';

export interface FieldSpec {
  readonly path: Path;
  readonly label: string;
  readonly description?: string;
  /** `time`: a column and how it is stored. */
  readonly kind: 'text' | 'list' | 'whole' | 'number' | 'time';
  readonly min?: number;
  readonly max?: number;
  readonly required?: boolean;
  readonly placeholder?: string;
}

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly fields: readonly FieldSpec[];
  /** Entity whose dimensions are listed under the fields. */
  readonly dimensionsOf?: 'deal' | 'lead';
}

type Rest = Partial<Omit<FieldSpec, 'path' | 'label' | 'kind'>>;

const within = (...base: string[]) => ({
  table: (rest?: Rest): FieldSpec => ({
    path: [...base, 'from'],
    label: 'Table',
    kind: 'text',
    placeholder: 'schema.table',
    ...rest,
  }),
  column: (key: string, label: string, rest?: Rest): FieldSpec => ({
    path: [...base, key],
    label,
    kind: 'text',
    placeholder: 'column',
    ...rest,
  }),
  time: (key: string, label: string, rest?: Rest): FieldSpec => ({
    path: [...base, key],
    label,
    kind: 'time',
    placeholder: 'column',
    ...rest,
  }),
  values: (key: string, label: string, rest?: Rest): FieldSpec => ({
    path: [...base, key],
    label,
    kind: 'list',
    ...rest,
  }),
});

const deal = within('entities', 'deal');
const outcome = within('entities', 'deal', 'outcome');
const lead = within('entities', 'lead');
const change = within('entities', 'stageChange');
const leadChange = within('entities', 'leadStageChange');
const owner = within('entities', 'owner');
const rate = within('entities', 'rate');
const required = { required: true };

export const mappingSections: readonly Section[] = [
  {
    id: 'deal',
    title: 'Deals',
    description: 'One row for each deal. An id, a created date, and a stage or an outcome are enough to begin.',
    dimensionsOf: 'deal',
    fields: [
      deal.table(required),
      deal.column('id', 'Id', required),
      deal.time('createdAt', 'Created', required),
      deal.time('closedAt', 'Closed', { description: 'When it was won or lost' }),
      deal.time('expectedClose', 'Expected close'),
      deal.column('stage', 'Stage'),
      deal.column('pipeline', 'Pipeline'),
      deal.column('amount', 'Amount'),
      deal.column('currency', 'Currency'),
      deal.column('probability', 'Probability'),
      deal.column('lead', 'Lead', { description: 'Id of the lead that it came from' }),
      deal.column('customer', 'Customer', { description: 'Id of its customer' }),
      outcome.column('column', 'Outcome', { description: 'Only where the stage does not tell it' }),
      outcome.values('won', 'Won when the outcome is', { placeholder: 'Won, Closed Won' }),
      outcome.values('lost', 'Lost when the outcome is', { placeholder: 'Lost, Closed Lost' }),
      deal.column('link', 'Link to the CRM', { placeholder: 'https://crm.example/deals/${id}' }),
    ],
  },
  {
    id: 'lead',
    title: 'Leads',
    description: 'One row for each lead.',
    dimensionsOf: 'lead',
    fields: [
      lead.table(required),
      lead.column('id', 'Id', required),
      lead.time('createdAt', 'Created', required),
      lead.time('qualifiedAt', 'Qualified'),
      lead.time('convertedAt', 'Converted'),
      lead.column('deal', 'Deal', {
        description: 'Id of the deal that it became, where the deal does not name its lead',
      }),
      lead.column('stage', 'Stage'),
      lead.column('pipeline', 'Pipeline'),
    ],
  },
  {
    id: 'stageChange',
    title: 'Stage changes of deals',
    description: 'One row each time a deal enters a stage. Without it, a funnel knows current stages only.',
    fields: [
      change.table(required),
      change.column('item', 'Deal', { ...required, description: 'Id of the deal' }),
      change.column('to', 'New stage', required),
      change.time('at', 'Changed', required),
      change.column('seq', 'Sequence', { description: 'Orders changes that have the same time' }),
    ],
  },
  {
    id: 'leadStageChange',
    title: 'Stage changes of leads',
    description: 'The same for leads that have stages of their own.',
    fields: [
      leadChange.table(required),
      leadChange.column('item', 'Lead', { ...required, description: 'Id of the lead' }),
      leadChange.column('to', 'New stage', required),
      leadChange.time('at', 'Changed', required),
      leadChange.column('seq', 'Sequence'),
    ],
  },
  {
    id: 'owner',
    title: 'Owners',
    description: 'Reps, for metrics per rep.',
    fields: [
      owner.table(required),
      owner.column('id', 'Id', required),
      owner.column('name', 'Name'),
      owner.column('team', 'Team'),
      owner.column('active', 'Active'),
      owner.column('login', 'Login', { description: 'Name with which the rep signs in to Grafana' }),
    ],
  },
  {
    id: 'rate',
    title: 'Exchange rates',
    description: 'Needed where deals have several currencies.',
    fields: [
      rate.table(required),
      rate.column('currency', 'Currency', required),
      rate.column('date', 'Day from which it holds', required),
      rate.column('rate', 'Rate', { ...required, description: "Multiplies an amount into the model's currency" }),
    ],
  },
];

export const calendarFields: readonly FieldSpec[] = [
  {
    path: ['calendar', 'timeZone'],
    label: 'Time zone',
    kind: 'text',
    placeholder: 'UTC',
    description: 'An IANA name, such as Europe/Berlin',
  },
  {
    path: ['calendar', 'fiscalYearStart'],
    label: 'Fiscal year starts in month',
    kind: 'whole',
    min: 1,
    max: 12,
    placeholder: '1',
    description: '1 is January',
  },
  {
    path: ['calendar', 'holidays'],
    label: 'Holidays',
    kind: 'list',
    placeholder: '2026-12-25, 2026-12-26',
    description: 'Days that are not worked',
  },
  { path: ['currency'], label: 'Currency', kind: 'text', placeholder: 'EUR', description: 'All money is shown in it' },
];

export const evidenceFields: readonly FieldSpec[] = [
  {
    path: ['minSample'],
    label: 'Smallest sample',
    kind: 'whole',
    min: 1,
    placeholder: '30',
    description: 'Rates over fewer records are flagged',
  },
  { path: ['horizon', 'lead'], label: 'Leads are mature after (days)', kind: 'whole', min: 1, placeholder: '90' },
  { path: ['horizon', 'deal'], label: 'Deals are mature after (days)', kind: 'whole', min: 1, placeholder: '180' },
  {
    path: ['stalledAfter', 'default'],
    label: 'Deals are stalled after (days)',
    kind: 'whole',
    min: 1,
    placeholder: '30',
    description: 'Without a stage change',
  },
];
