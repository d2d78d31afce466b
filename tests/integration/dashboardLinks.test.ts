/** Ways between the shipped dashboards, and from their numbers to the records behind them, lead somewhere. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Dashboard, Panel } from '../../src/dashboards/schema';

const folder = path.resolve(__dirname, '../../dashboards');
const uids = ['sales-overview', 'sales-funnel-conversion', 'sales-pipeline-health', 'sales-team-targets'];
const dashboards = uids.map((uid): Dashboard => JSON.parse(readFileSync(path.join(folder, `${uid}.json`), 'utf8')));

interface DataLink {
  readonly title: string;
  readonly url: string;
}

const linksOf = ({ fieldConfig: { defaults, overrides } }: Panel): DataLink[] => [
  ...((defaults.links ?? []) as unknown as DataLink[]),
  ...overrides.flatMap(({ properties }) => properties.flatMap(({ id, value }) => (id === 'links' ? (value as DataLink[]) : []))),
];

/** What a data link says: the dashboard, the panel there, and what is chosen on the way. */
function read(url: string) {
  const [, uid, rest = ''] = /^\/d\/([\w-]+)\$\{__url\.params:exclude:[\w,-]+\}&(.*)$/.exec(url) ?? [];
  const parameters = new URLSearchParams(rest.replaceAll('${', '').replaceAll('}', ''));
  return { uid, viewPanel: parameters.get('viewPanel'), parameters };
}

const targetOf = (url: string) => {
  const { uid, viewPanel } = read(url);
  const dashboard = dashboards.find((one) => one.uid === uid);
  return { dashboard, panel: dashboard?.panels.find(({ id }) => `panel-${id}` === viewPanel) };
};

const every = dashboards.flatMap(({ title, panels }) =>
  panels.flatMap((panel) => linksOf(panel).map((link) => [`${title} / ${panel.title}: ${link.title}`, panel, link] as const))
);

it('has data links on every dashboard', () => {
  expect(dashboards.filter(({ panels }) => panels.flatMap(linksOf).length < 3)).toEqual([]);
});

it.each(every)('%s leads to records', (_, __, { url }) => {
  const { panel } = targetOf(url);
  expect(panel?.targets.map((target) => target['type'])).toEqual(['records']);
});

it.each(every)('%s chooses what can be chosen there', (_, __, { url }) => {
  const { dashboard } = targetOf(url);
  const { parameters } = read(url);
  for (const [key, value] of parameters) {
    const variable = dashboard?.templating.list.find(({ name }) => `var-${name}` === key);
    if (variable?.type === 'custom') {
      expect((variable['options'] as Array<{ value: string }>).map((option) => option.value)).toContain(value);
    } else if (key !== 'viewPanel') {
      expect([key, variable?.type]).toEqual(['var-filters', 'adhoc']);
    }
  }
});

it.each(every)('%s filters by a column that the panel asks for', (_, panel, { url }) => {
  const [, dimension] = /var-filters=(\w+)%7C%3D%7C\$\{__data\.fields\.\1:percentencode\}/.exec(url) ?? [];
  const asked = panel.targets.flatMap((target) => (target['by'] as string[] | undefined) ?? []);
  expect(dimension === undefined || asked.includes(dimension)).toBe(true);
});

it.each(dashboards.map((dashboard) => [dashboard.title, dashboard] as const))(
  '%s has ways to the others that keep what is chosen',
  (_, { uid, links }) => {
    expect(links.slice(0, 3).map(({ url }) => url)).toEqual(
      uids.filter((other) => other !== uid).map((other) => `/d/${other}\${__url.params:exclude:viewPanel}`)
    );
  }
);

it.each(dashboards.map((dashboard) => [dashboard.title, dashboard] as const))('%s has a way to the viewer\'s own deals', (_, { links }) => {
  const { title, url } = links[3]!;
  const { dashboard, panel } = targetOf(url);
  expect([title, dashboard?.uid, panel?.targets[0]!['which']]).toEqual(['My deals', 'sales-pipeline-health', '$risk']);
  expect(url).toContain('var-filters=login%7C%3D%7C${__user.login:percentencode}');
  const model = JSON.parse(readFileSync(path.join(folder, '../examples/demo/model.json'), 'utf8'));
  expect(model.entities.deal.dimensions).toHaveProperty('login');
});
