import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseModelOrThrow } from '../../../model';
import { modelWith } from '../example.fixture';
import { subject } from '../values';
import { missingFor, pack } from './index';

const demo = parseModelOrThrow(JSON.parse(readFileSync(join(__dirname, '../../../../examples/demo/model.json'), 'utf8')));
const alerts = pack.flatMap((group) => group.alerts);
const definitions = alerts.map(({ definition }) => definition(demo));

test('at least twelve, each answered by the demo company, with a panel and advice', () => {
  expect(alerts.length).toBeGreaterThanOrEqual(12);
  expect(new Set(definitions.map(({ id }) => id)).size).toBe(alerts.length);
  for (const definition of definitions) {
    expect([definition.id, missingFor(definition, demo)]).toEqual([definition.id, undefined]);
    expect(definition.panel).toBeDefined();
    expect(definition.advice).toMatch(/\.$/);
  }
});

test('what the pack must hold', () => {
  expect(definitions.map(subject).sort()).toEqual([
    'average_deal_size', 'dq_age_hours', 'gap_to_target', 'lead_to_customer_rate', 'leads_created', 'leads_created', 'passed_close_share',
    'pipeline_coverage', 'sales_cycle_won', 'stalled_value', 'step_conversion', 'weighted_coverage_gap', 'win_rate',
  ]);
});

test('each names a story that fires and a slice that does not', () => {
  for (const { story } of alerts) {
    expect(story.fires.length).toBeGreaterThan(0);
    const quiet = typeof story.quiet === 'string' ? [story.quiet] : 'instances' in story.quiet ? story.quiet.instances : story.quiet.filters;
    expect(quiet.length).toBeGreaterThan(0);
  }
});

test('a model that lacks something says what, and keeps the rest', () => {
  const small = modelWith();
  const missing = new Map(alerts.map(({ definition }) => [definition(small).id, missingFor(definition(small), small)]));
  expect(missing.get('deal-size-down')).toMatch(/region/);
  expect(missing.get('bookings-behind-pace')).toMatch(/target/);
  expect(missing.get('lead-source-silent')).toBeUndefined();
});
