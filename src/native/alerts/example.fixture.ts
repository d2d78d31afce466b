/** A model and a definition that tests change. */
import { parseModelOrThrow } from '../../model';
import type { SalesModel } from '../../model/types';
import type { Rule, RuleQuery } from '../grafana/Rule';
import type { AlertDefinition } from './AlertDefinition';
import type { Panel } from './link';
import { ruleOf, type RuleContext } from './toRule';
import type { RuleValue } from './values';

export const modelWith = (dimensions: Readonly<Record<string, string>> = {}, more: Readonly<Record<string, unknown>> = {}): SalesModel =>
  parseModelOrThrow({
    version: 1,
    preset: 'generic',
    calendar: { timeZone: 'Europe/Berlin' },
    currency: 'EUR',
    ...more,
    pipelines: [
      {
        id: 'sales',
        of: 'deal',
        stages: [
          { id: 'new', kind: 'open' },
          { id: 'offer', kind: 'open' },
          { id: 'won', kind: 'won' },
          { id: 'lost', kind: 'lost' },
        ],
      },
    ],
    entities: {
      deal: {
        from: 'deals', id: 'id', lead: 'lead_id', stage: 'stage', amount: 'amount',
        createdAt: { column: 'created_at', is: 'instant' }, closedAt: { column: 'closed_at', is: 'instant' },
        dimensions: { team: 'team', source: 'source', ...dimensions },
      },
      stageChange: { from: 'stages', item: 'deal_id', to: 'stage', at: { column: 'at', is: 'instant' } },
      lead: { from: 'leads', id: 'id', createdAt: { column: 'created_at', is: 'instant' }, dimensions: { team: 'team', source: 'source', ...dimensions } },
    },
  });

export const model = modelWith();

export const winRate: AlertDefinition = {
  id: 'win-rate-low',
  title: 'Win rate is low',
  question: { type: 'metric', metric: 'win_rate' },
  by: ['team'],
  window: { kind: 'lastDays', days: 90 },
  comparison: { with: 'absolute', threshold: 0.25 },
  direction: 'below',
  gate: { chance: { by: 'proportion' }, minimum: 30 },
  severity: 'warning',
  panel: { dashboard: 'sales', title: 'Win rate' },
  advice: 'Look at the lost deals.',
};

export const panel: Panel = { dashboardUid: 'sales', panelId: 7, variables: ['ds', 'team', 'period', 'filters'], adHoc: 'filters' };

const context: RuleContext = { source: { uid: 'sales-sql', type: 'grafana-postgresql-datasource' }, panelOf: () => panel };

/** The rule with the name of each value in place of its statement. */
export const ruleFor = (definition: AlertDefinition, of: SalesModel = model, statementOf: (value: RuleValue) => string = ({ column }) => column): Rule =>
  ruleOf(definition, of, context, { value: statementOf, ofWindow: (id) => id });

export const queryOf = (rule: Rule, refId: string): RuleQuery => {
  const found = rule.data.find((one) => one.refId === refId);
  if (!found) {
    throw new Error(`the rule has no ${refId}`);
  }
  return found;
};
