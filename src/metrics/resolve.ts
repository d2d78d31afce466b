/** Metrics as formulas over components: other metrics that a formula names are put in their place. */
import { parseFormula, references, substitute, withScope } from '../formula';
import type { Formula } from '../formula';
import type { CustomMetric, EntityName, SalesModel } from '../model/types';
import { SalesError } from '../sql/SalesError';
import { nearest } from '../sql/nearest';
import { components, type Component } from './components';
import { given, type Metric } from './Metric';
import { entries } from './entries';
import { later } from './entries/later';
import { entitiesOf, missing, needsOfComponent } from './needs';
import type { Need } from './types';

export interface ResolvedMetric {
  readonly metric: Metric;
  readonly value: Formula;
  readonly numerator?: Formula;
  readonly denominator?: Formula;
  readonly n?: Formula;
  readonly squares?: Formula;
  readonly warning?: Formula;
  readonly parts: Readonly<Record<string, Formula>>;
  /** Components that any of the formulas names. */
  readonly components: Readonly<Record<string, Component>>;
  /** Metrics whose targets any of the formulas names. */
  readonly targets: readonly string[];
  readonly usesPrevious: boolean;
  /** Components that are read in the earlier window, too. */
  readonly previous: readonly string[];
  readonly needs: readonly Need[];
  readonly entities: readonly EntityName[];
}

const byId: ReadonlyMap<string, Metric> = new Map(entries.map((entry) => [entry.id, entry]));
const allComponents: Readonly<Record<string, Component>> = Object.assign({}, components, ...entries.map((entry) => entry.components ?? {}));

/** Names such as "constructor" are no components, whatever objects inherit. */
const isComponent = (name: string): boolean => Object.hasOwn(allComponents, name);

/** A custom metric in the form of an entry. Its formula may name any metric that the model has. */
function customEntry(custom: CustomMetric): Metric {
  return {
    id: custom.id, label: custom.label, group: 'Custom', unit: custom.unit, direction: custom.direction,
    basis: 'event', additivity: 'ratio', interval: 'none', formula: custom.formula, compute: custom.formula,
    meaning: custom.description || `${custom.formula}, as defined in the model.`,
    caveat: 'Defined in the model of this data source; each part keeps its own basis.',
  };
}

/** Every id that can be asked for, custom ones included. */
export const metricIds = (model?: SalesModel): readonly string[] => [...byId.keys(), ...(model?.metrics ?? []).map((metric) => metric.id)];

/**
 * The entry with that id; custom metrics of the model come after the catalogue's. Also `<id>.target` and
 * `<id>.attainment` of any metric.
 * @throws SalesError `query/unknown-metric`, with the nearest name; `query/not-yet` for one that is only named
 */
export function findEntry(id: string, model?: SalesModel): Metric {
  const entry = byId.get(id) ?? model?.metrics.filter((custom) => custom.id === id).map(customEntry)[0];
  if (entry) {
    return entry;
  }
  const [base, suffix, ...rest] = id.split('.');
  if (base && rest.length === 0 && (suffix === 'target' || suffix === 'attainment')) {
    return targetEntry(findEntry(base, model), suffix);
  }
  if (later.some(([, announced]) => announced === id)) {
    throw new SalesError('query/not-yet', `the metric "${id}" comes with a later version`);
  }
  const guess = nearest(id, metricIds(model));
  throw new SalesError(
    'query/unknown-metric',
    `unknown metric "${id}": ${guess ? `did you mean "${guess}"?` : 'the catalogue lists every metric'}`
  );
}

/** M88: any metric against its target. */
function targetEntry(of: Metric, suffix: 'target' | 'attainment'): Metric {
  const shared = {
    number: 'M88', group: of.group, basis: of.basis, interval: 'none' as const, caveat: 'A period that the range cuts counts in proportion to its working days.',
  };
  return suffix === 'target'
    ? {
        ...shared, id: `${of.id}.target`, label: `${of.label}, target`, unit: of.unit, direction: 'neutral', additivity: of.additivity,
        formula: `target of ${of.id}`, compute: `${of.id}.target`, meaning: `Target of ${of.label.toLowerCase()} for the period.`,
      }
    : {
        ...shared, id: `${of.id}.attainment`, label: `${of.label}, attainment`, unit: 'percent', direction: of.direction, additivity: 'ratio',
        formula: `${of.id} / its target`, compute: `${of.id} / ${of.id}.target`, numerator: of.id, denominator: `${of.id}.target`,
        meaning: `${of.label} of the period against its target.`,
      };
}

/** The formulas of a metric over components; the alternative is taken where the model lacks what the first needs. */
export function resolveMetric(id: string, model: SalesModel): ResolvedMetric {
  const metric = findEntry(id, model);
  const first = resolve(metric, metric.compute, model);
  if (metric.otherwise && missing(first.needs, model)) {
    const second = resolve(metric, metric.otherwise, model);
    return missing(second.needs, model) ? first : second;
  }
  return first;
}

function resolve(metric: Metric, compute: string, model: SalesModel): ResolvedMetric {
  const inlined = (text: string | undefined) => (text === undefined ? undefined : inline(parseFormula(text), model, [metric.id]));
  const value = inlined(compute)!;
  const parts = Object.fromEntries(Object.entries(metric.parts ?? {}).map(([name, text]) => [name, inlined(text)!]));
  const rest = { numerator: inlined(metric.numerator), denominator: inlined(metric.denominator), n: inlined(metric.n), squares: inlined(metric.squares), warning: inlined(metric.warning?.when) };
  const formulas = [value, ...Object.values(parts), ...Object.values(rest).filter((one) => one !== undefined)];
  const refs = formulas.flatMap(references);
  const used = Object.fromEntries(refs.flatMap(({ name }) => (isComponent(name) ? [[name, allComponents[name]!]] : [])));
  const targets = [...new Set(refs.filter(({ name }) => name.endsWith('.target')).map(({ name }) => name.slice(0, -'.target'.length)))];
  const needs = [...Object.values(used).flatMap(needsOfComponent), ...(targets.length ? ['target'] : [])];
  return {
    metric, value, parts, ...rest, components: used, targets,
    usesPrevious: refs.some(({ scope }) => scope === 'previous'),
    previous: refs.filter(({ scope }) => scope === 'previous').map(({ name }) => name),
    needs: [...new Set(needs)],
    entities: [...new Set(Object.values(used).flatMap(({ source }) => entitiesOf(source)))],
  };
}

function inline(formula: Formula, model: SalesModel, trail: readonly string[]): Formula {
  return substitute(formula, (name, scope) => {
    if (isComponent(name) && !isCustom(trail[0]!, model)) {
      return undefined;
    }
    if (Object.hasOwn(given, name) || name.endsWith('.target')) {
      return undefined;
    }
    if (trail.includes(name)) {
      throw new SalesError('model/circular-metric', `the metric "${trail[0]}" is defined by itself: ${[...trail, name].join(' → ')}`);
    }
    const entry = findEntry(name, model);
    const inner = isCustom(name, model) ? inline(parseFormula(entry.compute), model, [...trail, name]) : inlineEntry(entry, model);
    return withScope(inner, scope);
  });
}

/** A catalogue metric speaks of components; only a custom one speaks of metrics. One that needs so many observations needs them here, too. */
function inlineEntry({ id, minimum }: Metric, model: SalesModel): Formula {
  const { value, n } = resolveMetric(id, model);
  const enough = minimum !== undefined && n && ({ kind: 'binary', op: '-', left: n, right: { kind: 'number', value: minimum - 1 } } as const);
  return enough ? { kind: 'call', fn: 'if_positive', args: [enough, value] } : value;
}

const isCustom = (id: string, model: SalesModel): boolean => model.metrics.some((custom) => custom.id === id.split('.')[0]);
