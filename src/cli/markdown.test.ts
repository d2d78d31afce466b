import { listMetrics } from '../metrics/catalogue';
import { parseModelOrThrow } from '../model/parse';
import { cataloguePage, metricsMarkdown } from './markdown';

const model = parseModelOrThrow({
  pipelines: [{ id: 'p', stages: [{ id: 'a' }, { id: 'w', kind: 'won' }, { id: 'l', kind: 'lost' }] }],
  entities: { deal: { from: 'deals', id: 'id', stage: 'stage', createdAt: { column: 'c', is: 'instant' } } },
  metrics: [{ id: 'odd', label: 'A * <b> | [x](y)', formula: 'open_deals / 2', unit: 'ratio', direction: 'up', description: 'Half of `them`.' }],
});

test('every metric stands on the page by its id', () => {
  const page = cataloguePage();
  expect(listMetrics().map(({ info }) => info.id).filter((id) => !page.includes(`\`${id}\``))).toEqual([]);
});

test('the variants of a duration are lines of its entry', () => {
  const entries = metricsMarkdown(undefined).split('\n\n');
  const cycle = entries.filter((one) => one.includes('`sales_cycle_won_p90`'));
  expect(cycle).toHaveLength(1);
  expect(cycle[0]).toMatch(/^\*\*Sales cycle, won, mean\*\* · `sales_cycle_won`/);
  expect(cycle[0]).toContain('Also `sales_cycle_won_p90`: Sales cycle, won, 90th percentile, of 5 cases or more; does not add up.');
});

test('a model says what it lacks, and its own texts are no Markdown', () => {
  const page = metricsMarkdown(model);
  expect(page).toMatch(/`win_rate` · M44<br>\n(.*<br>\n)+\*Not available:\* .*closedAt/);
  expect(page).toContain('**A \\* \\<b\\> \\| \\[x\\](y)** · `odd`<br>\nHalf of \\`them\\`.<br>');
});
