import { readFileSync } from 'node:fs';
import { postgres } from '../../../dialects/postgres';
import { parseModelOrThrow } from '../../../model/parse';
import { pack } from '.';
import { leftOut, packFolder, rulesFor } from './rulesFor';

const demo = JSON.parse(readFileSync('examples/demo/model.json', 'utf8'));
const source = { type: 'grafana-postgresql-datasource', uid: 'mine' };
const titles = pack.flatMap(({ alerts }) => alerts.map(({ definition }) => definition(parseModelOrThrow(demo)).title));

it('is all of the pack for the demo company, over the data source that is given', () => {
  const model = parseModelOrThrow(demo);
  const groups = rulesFor(model, postgres, source);
  expect(groups.flatMap(({ rules }) => rules.map(({ title }) => title))).toEqual(titles);
  expect(groups.every(({ folder }) => folder === packFolder)).toBe(true);
  const asked = groups.flatMap(({ rules }) => rules.flatMap(({ data }) => data.map(({ datasourceUid }) => datasourceUid)));
  expect(new Set(asked)).toEqual(new Set(['mine', '__expr__']));
  expect(leftOut(model)).toEqual([]);
});

it('leaves out what a model without targets and leads cannot answer, each with its reason', () => {
  const { deal: { lead: _, ...deal }, stageChange } = demo.entities;
  const pipelines = demo.pipelines.filter(({ of }: { of: string }) => of === 'deal');
  const { targets: __, ...rest } = demo;
  const model = parseModelOrThrow({ ...rest, pipelines, entities: { deal, stageChange } });
  const kept = rulesFor(model, postgres, source).flatMap(({ rules }) => rules.map(({ title }) => title));
  const missing = leftOut(model);
  expect([...kept, ...missing.map(({ title }) => title)].sort()).toEqual([...titles].sort());
  expect(missing.map(({ title }) => title)).toEqual(expect.arrayContaining(['Fewer leads than usual', 'Bookings are behind the pace of the target']));
  expect(kept).toContain('Much value has stopped moving');
  expect(missing.every(({ reason }) => reason.length > 10)).toBe(true);
});
