/**
 * Shipped dashboards, data sources and documents: up to date, whole, and answerable (or refused in words) by any model.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { compile } from '../../src/compile';
import { pluginId } from '../../src/dashboards/build';
import type { Dashboard, Target } from '../../src/dashboards/schema';
import { withOffered } from '../../src/plan/offeredFilters';
import { interpolateQuery } from '../../src/plan/interpolateQuery';
import { replaceWith } from '../../src/datasource/testing/variables';
import { expandWith } from '../../src/datasource/variableValues';
import { postgres } from '../../src/dialects/postgres';
import { entityFields } from '../../src/model/fields';
import { modelJsonSchema } from '../../src/model/jsonSchema';
import { parseModelOrThrow } from '../../src/model/parse';
import { entityKeys } from '../../src/model/schema';
import { migrateQuery } from '../../src/plan/migrateQuery';
import { planQuery } from '../../src/plan/planQuery';
import type { SalesModel } from '../../src/model/types';
import { print } from '../../src/sql/print';

const root = path.resolve(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const demo = JSON.parse(read('examples/demo/model.json'));

const range = {
  from: new Date('2025-12-01T00:00:00+01:00'),
  to: new Date('2026-11-20T12:00:00.001Z'),
  now: new Date('2026-11-20T12:00:00Z'),
};
const all = { value: '$__all', text: 'All', includeAll: true };
const one = (value: string) => ({ value, text: value });
const several = (...values: string[]) => ({ value: values, text: values.join(' + '), includeAll: true });
const anything = {
  region: all, team: all, owner: all, source: all, product: all,
  grain: one('month'), period: one('this-quarter'), split: one('region'), risk: one('stalled'), deals: one('won'),
};
const choices: Readonly<Record<string, Parameters<typeof replaceWith>[0]>> = {
  'with everything': anything,
  'with two regions and an owner': { ...anything, region: several('West', 'North'), owner: several('7'), grain: one('week') },
  'with a team': { ...anything, team: several('Enterprise'), period: one('next-quarter'), risk: one('passed_close') },
  'with a source': { ...anything, source: several('Website'), period: one('last-month'), risk: one('untouched'), deals: one('lost') },
  'with a product': { ...anything, product: several('Core'), split: one('owner'), risk: one('pushed'), deals: one('created') },
  'with a day ahead': { ...anything, period: one('next-month'), split: one('segment'), risk: one('open'), deals: one('closed') },
};

/** As the data source does it with what a panel saved. */
function statementsOf(saved: Target, model: SalesModel, chosen: Parameters<typeof replaceWith>[0]): string[] {
  const own = interpolateQuery(migrateQuery(JSON.parse(JSON.stringify(saved))), expandWith(replaceWith(chosen), undefined));
  const { query } = withOffered(own, [], (tried) => planQuery(tried, model, range));
  return compile(planQuery(query, model, range), postgres).map(({ select }) => print(select, postgres));
}

it('is what src/dashboards makes', () => {
  expect(() =>
    execFileSync(process.execPath, [path.join(root, '.config/generate.mjs'), '--check'], { stdio: 'pipe' })
  ).not.toThrow();
});

const uids = ['sales-overview', 'sales-funnel-conversion', 'sales-pipeline-health', 'sales-team-targets'];
const dashboards = uids.map((uid): Dashboard => JSON.parse(read(`dashboards/${uid}.json`)));

it('ships four dashboards, and no other', () => {
  expect(readdirSync(path.join(root, 'dashboards')).sort()).toEqual(uids.map((uid) => `${uid}.json`).sort());
  expect(dashboards.map(({ uid }) => uid)).toEqual(uids);
});

describe.each(dashboards.map((dashboard) => [dashboard.title, dashboard] as const))('%s', (_title, dashboard) => {
  const { panels } = dashboard;

  it('is listed in plugin.json, whose id its panels have', () => {
    const plugin = JSON.parse(read('plugin.json'));
    expect(plugin.id).toBe(pluginId);
    expect(plugin.includes).toContainEqual({
      type: 'dashboard',
      name: dashboard.title,
      path: `dashboards/${dashboard.uid}.json`,
    });
  });

  it('asks for a data source by one variable and has no inputs', () => {
    expect(dashboard).not.toHaveProperty('__inputs');
    const used = [
      ...panels.flatMap((panel) => [panel.datasource, ...panel.targets.map(({ datasource }) => datasource)]),
    ];
    expect(new Set(used.map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify({ type: pluginId, uid: '${ds}' })])
    );
    expect(dashboard.templating.list[0]).toMatchObject({ type: 'datasource', name: 'ds', query: pluginId });
  });

  it('has panels with ids of their own, a title and a description each', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(
      panels.filter(({ title, description }) => !title || description.length < 80).map(({ title }) => title)
    ).toEqual([]);
  });

  it('has no two panels in one place', () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`)
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
  });

  it('refreshes no more often than every five minutes', () => {
    const minutes = [dashboard.refresh, ...dashboard.timepicker.refresh_intervals].map(
      (text) => (text.endsWith('h') ? 60 : 1) * parseInt(text, 10)
    );
    expect(Math.min(...minutes)).toBeGreaterThanOrEqual(5);
  });

  describe.each(Object.entries(choices))('%s', (_, chosen) => {
    it.each(panels.map((panel) => [panel.title, panel] as const))('answers "%s" for the demo company', (__, panel) => {
      const model = parseModelOrThrow(demo);
      expect(panel.targets.map((target) => statementsOf(target, model, chosen)[0])).toEqual(
        panel.targets.map(() => expect.stringMatching(/SELECT/))
      );
    });
  });

  it('fills its queries with variables that it has', () => {
    const own = dashboard.templating.list.map(({ name }) => name);
    const used = [...JSON.stringify(panels.map(({ title, targets }) => [title, targets])).matchAll(/\$\{?(\w+)/g)].map(([, name]) => name!);
    expect(used.filter((name) => !own.includes(name))).toEqual([]);
  });
});

describe('a model that has less', () => {
  const panels = dashboards.flatMap(({ panels: own }) => own);

  /** Title and query → the refusal, for what a model cannot answer. */
  const refusals = (input: unknown): Record<string, string> => {
    const model = parseModelOrThrow(input);
    return Object.fromEntries(
      panels.flatMap(({ title, targets }) =>
        targets.flatMap((target) => {
          try {
            statementsOf(target, model, anything);
            return [];
          } catch (error) {
            return [[`${title}: ${target.refId}`, (error as Error).message]];
          }
        })
      )
    );
  };
  const without = (...keys: readonly string[]): unknown => {
    const input = structuredClone(demo);
    for (const key of keys) {
      const steps = key.split('.');
      const last = steps.pop()!;
      delete steps.reduce((at, step) => at[step], input)[last];
    }
    return input;
  };

  /** Titles of the panels of which a query is refused, each once, and the sentences. */
  const refused = (input: unknown) => {
    const found = refusals(input);
    const titles = Object.keys(found).map((key) => key.slice(0, key.lastIndexOf(':')));
    return { titles: [...new Set(titles)].sort(), sentences: [...new Set(Object.values(found))] };
  };
  const aboutLeads = [
    'From lead to customer',
    'From lead to customer, by source',
    'Leads created',
    'New leads by source, by ${grain}',
    'New leads by source: last 14 days',
  ];

  it('refuses leads where none are mapped', () => {
    const input = without('entities.lead', 'entities.leadStageChange', 'entities.deal.lead') as typeof demo;
    input.pipelines = input.pipelines.filter((pipeline: { of: string }) => pipeline.of !== 'lead');
    const { titles, sentences } = refused(input);
    expect(titles).toEqual(aboutLeads);
    expect(sentences.filter((sentence) => !/lead table: add "lead" under entities$/.test(sentence))).toEqual([]);
  });

  it('needs the stage history for steps by the date of entry, and within days of creation, alone', () => {
    expect(refused(without('entities.stageChange', 'entities.leadStageChange'))).toEqual({
      titles: ['Step by step, by ${split:text}', 'Step by step, deals that had their chance, by ${split:text}'],
      sentences: [expect.stringContaining('add "stageChange"'), expect.stringContaining('add "stageChange"')],
    });
  });

  it('refuses targets where none are mapped, and shows bookings', () => {
    const found = refusals(without('entities.target'));
    expect(Object.values(found).filter((sentence) => !/ needs targets: add "target" under entities/.test(sentence))).toEqual([]);
    expect(Object.keys(found)).toContain('Where we land: ${period:text}: A');
    expect(found).not.toHaveProperty(['Where we land: ${period:text}: B']);
    expect(found).not.toHaveProperty(['Bookings against target, by ${grain}: A']);
  });

  it('refuses amounts where none are mapped', () => {
    const { sentences } = refused(without('entities.deal.amount', 'entities.deal.currency'));
    expect(sentences.length).toBeGreaterThan(3);
    expect(sentences.filter((sentence) => !/ needs deal\.amount: map "amount" under entities\.deal$/.test(sentence))).toEqual([]);
  });

  it('shows what it can where neither activities nor changes nor expected dates are mapped', () => {
    const { titles } = refused(without('entities.activity', 'entities.dealChange', 'entities.deal.expectedClose'));
    expect(titles).not.toContain('Bookings');
    expect(titles.length).toBeLessThan(panels.length / 2);
  });
});

describe('the provisioned data sources', () => {
  const { datasources } = parse(read('provisioning/datasources/sales-funnel.yaml'));
  /** As Grafana does with every text of the file. */
  const expanded = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value).replace(/\$(\$|\w+)/g, (_, name) => (name === '$' ? '$' : `<${name}>`)));

  it('arrive as the demo model, whatever its texts hold', () => {
    expect(expanded(datasources[1].jsonData.model)).toEqual(demo);
    expect(datasources[1]).toMatchObject({ uid: 'sales-funnel', type: pluginId, isDefault: false });
  });

  it('read the SQL data source that is provisioned beside them', () => {
    const { uid, type } = datasources[0];
    expect(datasources[1].jsonData.sqlDatasource).toEqual({ uid, type });
  });

  it('hold no credentials', () => {
    const { url, user, secureJsonData } = datasources[0];
    expect([url, user, ...Object.values(secureJsonData)].every((text) => /^\$SALES_SQL_\w+$/.test(String(text)))).toBe(
      true
    );
  });
});

describe('the documentation', () => {
  const blocks = (file: string): Array<Record<string, Record<string, unknown>>> =>
    [...read(file).matchAll(/^```json\n(.*?)^```/gms)].map(([, text]) => JSON.parse(text!));
  const [example] = blocks('README.md');
  const parts = blocks('docs/model.md');

  it('begins with a model that is one', () => {
    expect(parseModelOrThrow(example).entities.deal?.dimensions).toHaveProperty('owner');
  });

  it.each(parts.map((part, at) => [at + 1, part] as const))(
    'shows parts of a model that are understood: %d',
    (_, part) => {
      const model = { ...example, ...part, entities: { ...example!['entities'], ...part['entities'] } };
      expect(parseModelOrThrow(model).hash).toBeTruthy();
    }
  );

  it('names every key', () => {
    const page = read('docs/model.md');
    const fields = Object.values(entityFields).flatMap(({ columns, times }) => [...columns, ...times]);
    const sections = Object.keys((modelJsonSchema() as { properties: object }).properties);
    const keys = [
      ...sections,
      ...entityKeys,
      ...fields,
      'outcome',
      'stageDates',
      'link',
      'where',
      'dimensions',
      'nullable',
    ];
    expect([...new Set(keys)].filter((key) => !page.includes('`' + key + '`') && !page.includes(`"${key}"`))).toEqual(
      []
    );
  });
});

describe('the stories of the demo company', () => {
  /** The last cell of each story's row, by its letter. */
  const places = Object.fromEntries(
    [...read('docs/demo-stories.md').matchAll(/^\| ([a-j]) \|.*\| (.*) \|$/gm)].map(([, letter, place]) => [letter!, place!])
  );
  const defaults = (dashboard: Dashboard, title: string): string =>
    title.replace(/\$\{(\w+)(?::text)?\}/g, (_, name) => {
      const variable = dashboard.templating.list.find((own) => own.name === name);
      return (variable?.['current'] as { text: string }).text;
    });
  const titles = new Set(
    dashboards.flatMap((dashboard) => dashboard.panels.map(({ title }) => `${dashboard.title}, "${defaults(dashboard, title)}"`))
  );

  it('are to be found on panels that exist, and (b) waits', () => {
    expect(Object.keys(places).join('')).toBe('abcdefghij');
    const named = Object.entries(places).map(([letter, place]) => [letter, [...titles].some((title) => place.includes(title))]);
    expect(named.filter(([, found]) => !found)).toEqual([['b', false]]);
    expect(places['b']).toMatch(/^Waits for/);
  });
});
