import { durationMetrics } from './durations';
import type { Metric } from '../Metric';

/** Leads: how many, from where, how good, and what becomes of them. */
export const leads: readonly Metric[] = [
  {
    id: 'leads_created', number: 'M01', label: 'Leads created', group: 'Leads', unit: 'count', direction: 'up',
    basis: 'event', additivity: 'flow', interval: 'none',
    formula: 'number of leads created', compute: 'leads',
    meaning: 'Leads that were created in the period.',
    caveat: 'An import counts on the day of the import.',
  },
  {
    id: 'lead_share', number: 'M02', label: 'Lead source mix', group: 'Leads', unit: 'percent', direction: 'neutral',
    basis: 'event', additivity: 'ratio', interval: 'wilson',
    formula: 'leads of the group / all leads', compute: 'leads / total(leads)', numerator: 'leads', denominator: 'total(leads)',
    needsBy: ['source', 'channel', 'campaign'],
    meaning: 'Share of a source, channel or campaign in the leads of the period, of all those that the filters keep.',
    caveat: 'Leads without a source are a group of their own and never dropped.',
  },
  {
    id: 'lead_growth', number: 'M03', label: 'Lead growth', group: 'Leads', unit: 'percent', direction: 'up',
    basis: 'event', additivity: 'ratio', interval: 'none',
    formula: '(leads − leads of the period before) / leads of the period before',
    compute: '(leads_to_date - previous(leads)) / previous(leads)', numerator: 'leads_to_date', denominator: 'previous(leads)',
    meaning: 'Change of the number of new leads against the period before, its equal elapsed part when the running one is not over.',
    caveat: 'No value where the period before had no leads.',
  },
  {
    id: 'qualified_leads', number: 'M04', label: 'Qualified leads', group: 'Leads', unit: 'count', direction: 'up',
    basis: 'event', additivity: 'flow', interval: 'none',
    formula: 'number of leads by qualified date', compute: 'leads_qualified',
    meaning: 'Leads that were qualified in the period, whenever they were created.',
    caveat: 'A lead that is qualified again counts once, at the date the database keeps.',
  },
  {
    id: 'lead_qualification_rate', number: 'M05', label: 'Lead qualification rate', group: 'Leads', unit: 'percent', direction: 'up',
    basis: 'cohort', additivity: 'ratio', interval: 'wilson',
    formula: 'leads qualified within the horizon / leads old enough to tell',
    compute: 'mature_leads_qualified / mature_leads', numerator: 'mature_leads_qualified', denominator: 'mature_leads',
    meaning: 'Of the leads created in the period, the share that was qualified within the horizon.',
    caveat: 'Only leads that are at least the horizon old count; younger ones have not had their chance yet.',
  },
  {
    id: 'contact_completeness', number: 'M06', label: 'Contact completeness', group: 'Leads', unit: 'percent', direction: 'up',
    basis: 'event', additivity: 'ratio', interval: 'mean',
    formula: 'filled contact fields / (contact fields × leads)',
    compute: 'contact_filled / leads', numerator: 'contact_filled', denominator: 'leads', squares: 'contact_filled_squares',
    meaning: 'Share of the model’s contact fields, such as name, e-mail and phone, that are filled on the leads created in the period.',
    caveat: 'Blank text counts as empty; a filled field may still be wrong.',
  },
  {
    id: 'lead_to_customer_rate', number: 'M07', label: 'Lead to customer rate', group: 'Leads', unit: 'percent', direction: 'up',
    basis: 'cohort', additivity: 'ratio', interval: 'wilson',
    formula: 'leads with a deal won within the horizon / leads old enough to tell',
    compute: 'mature_leads_won / mature_leads', numerator: 'mature_leads_won', denominator: 'mature_leads',
    meaning: 'Of the leads created in the period, the share that became a customer within the horizon.',
    caveat: 'Only leads that are at least the horizon old count; a longer sales cycle than the horizon reads as a lower rate.',
  },
  {
    id: 'lead_to_sale_ratio', number: 'M08', label: 'Lead to sale ratio (period)', group: 'Leads', unit: 'percent', direction: 'up',
    basis: 'event', additivity: 'ratio', interval: 'none',
    formula: 'deals won in the period / leads created in the period', compute: 'won / leads', numerator: 'won', denominator: 'leads',
    meaning: 'Wins of the period against leads of the same period.',
    caveat: 'The wins come from older leads: not a conversion rate, it mixes cohorts and can exceed 100 %. See lead_to_customer_rate.',
  },
  ...durationMetrics({
    id: 'lead_to_customer_time', number: 'M10', label: 'Time from lead to customer', group: 'Leads', component: 'lead_time',
    basis: 'event', formula: 'days from lead creation to first won deal',
    meaning: 'Days from a lead’s creation to its first won deal, for leads won in the period.',
    caveat: 'Winners only: leads that are still open or lost are not in it, so it reads short while a business grows.',
  }),
  {
    id: 'leads_converted', number: 'M78', label: 'Leads converted', group: 'Leads', unit: 'count', direction: 'up',
    basis: 'event', additivity: 'flow', interval: 'none',
    formula: 'number of leads by converted date', compute: 'leads_converted_by_date', otherwise: 'leads_converted_by_win',
    meaning: 'Leads that were converted in the period: by their converted date, or by their first won deal where none is mapped.',
    caveat: 'What “converted” means is the database’s rule, and need not be a sale; without a converted date it is the first won deal.',
  },
];
