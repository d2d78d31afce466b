import { parseFormula, references, reservedNames } from '../formula';
import { SalesError } from '../sql/SalesError';
import { humanise } from './label';
import type { Path, Problems } from './problems';
import { customMetric } from './schema';
import type { CustomMetric } from './types';

/** Metrics that users wrote: ids are their own, formulas parse, and none is defined by itself. */
export function readCustomMetrics(input: unknown, problems: Problems): readonly CustomMetric[] {
  if (input === undefined) {
    return [];
  }
  if (!Array.isArray(input)) {
    problems.add('wrong-type', ['metrics'], 'write a list of metrics: [{ "id", "label", "formula" }]');
    return [];
  }
  const uses = new Map<string, readonly string[]>();
  const places = new Map<string, Path>();
  const metrics = input.flatMap((one: unknown, at) => {
    const path = ['metrics', at];
    const form = problems.read(customMetric, one, path);
    if (!form) {
      return [];
    }
    // Names that every JavaScript object has would be found in every table of names.
    if (reservedNames.includes(form.id) || form.id in {}) {
      problems.add('bad-id', [...path, 'id'], `"${form.id}" is a reserved word: give the metric another id`);
    }
    if (uses.has(form.id)) {
      problems.add('duplicate', [...path, 'id'], `"${form.id}" is the id of another metric: give each its own`);
    }
    places.set(form.id, [...path, 'formula']);
    uses.set(form.id, namesIn(form.formula, path, problems));
    return [{ ...form, label: form.label ?? humanise(form.id) }];
  });
  places.forEach((place, id) => {
    const cycle = cycleFrom(id, uses);
    if (cycle) {
      problems.add('circular-metric', place, `"${id}" is defined by itself: ${cycle.join(' → ')}`);
    }
  });
  return metrics;
}

function namesIn(formula: string, path: Path, problems: Problems): readonly string[] {
  try {
    return references(parseFormula(formula)).map(({ name }) => name.replace(/\.(target|attainment)$/, ''));
  } catch (error) {
    if (!(error instanceof SalesError)) {
      throw error;
    }
    problems.add('bad-formula', [...path, 'formula'], error.message, error.at.formula);
    return [];
  }
}

/** The way from a metric back to itself; undefined when there is none. */
function cycleFrom(id: string, uses: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const visited = new Set<string>();
  const search = (trail: readonly string[]): readonly string[] | undefined => {
    for (const next of uses.get(trail.at(-1)!) ?? []) {
      if (next === id) {
        return [...trail, next];
      }
      if (!visited.has(next)) {
        visited.add(next);
        const found = search([...trail, next]);
        if (found) {
          return found;
        }
      }
    }
    return undefined;
  };
  return search([id]);
}
