import { parseModel } from './parse';
import { full } from './parse.fixture';

type Path = ReadonlyArray<string | number>;

const pathsIn = (value: unknown, path: Path = []): Path[] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]))]
    : [path];

function changed(value: unknown, [key, ...rest]: Path, to: unknown): unknown {
  if (key === undefined) {
    return to;
  }
  const copy: Record<string, unknown> = Array.isArray(value) ? ([...value] as never) : { ...(value as object) };
  copy[key] = changed(copy[key], rest, to);
  return copy;
}

const oddities = [null, undefined, 0, -1, 5.5, '', 'x', 'a"b', true, [], [null], [[]], {}, { x: 1 }, { column: 'c' }, { sql: '' }, '$__x'];

test.each(pathsIn(full).map((path) => [path.join('.') || 'the whole', path] as const))('anything at %s is a model or a list of sentences', (_, path) => {
  for (const oddity of oddities) {
    const parsed = parseModel(changed(full, path, oddity));
    for (const problem of 'problems' in parsed ? parsed.problems : []) {
      expect(problem.message).not.toMatch(/^Invalid|\n|undefined|\[object/);
      expect(problem.code).toMatch(/^model\/[a-z-]+$/);
    }
  }
});

test('names that objects inherit are not found anywhere', () => {
  const parsed = parseModel(JSON.parse('{ "__proto__": { "currency": "EUR" }, "constructor": 1, "entities": { "toString": {} } }'));
  expect('problems' in parsed && parsed.problems.map(({ path }) => path)).toEqual(expect.arrayContaining(['__proto__', 'constructor', 'entities.toString']));
});
