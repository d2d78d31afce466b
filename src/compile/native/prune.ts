/**
 * Leaves out of each step what no later step reads: a rule asks for one number, its statement is read by people, and the
 * database keeps no columns for nobody. Steps have steps of their own where a whole statement is one of them.
 */
import type { Column, Relation, Select, Step } from '../../sql/tree';

export function prune(select: Select): Select {
  const { steps } = select;
  if (!steps) {
    return select;
  }
  const kept: Step[] = [];
  let later: readonly unknown[] = [{ ...select, steps: undefined }];
  for (const step of [...steps].reverse()) {
    const own = { ...step, of: onlyRead(step.of, namesIn(later)) };
    kept.unshift(own);
    later = [own, ...later];
  }
  return { ...select, steps: kept };
}

/** Names of all columns that are read, of whatever table: too many are kept rather than too few. */
function namesIn(nodes: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      node.forEach(visit);
    } else if (typeof node === 'object' && node !== null) {
      const { kind, name } = node as { kind?: unknown; name?: unknown };
      if (kind === 'column' && typeof name === 'string') {
        found.add(name);
      }
      Object.values(node).forEach(visit);
    }
  };
  visit(nodes);
  return found;
}

function onlyRead(relation: Relation, names: ReadonlySet<string>): Relation {
  switch (relation.kind) {
    case 'select':
      return readColumns(relation, names);
    case 'union':
      return { ...relation, of: relation.of.map((one) => readColumns(one, names)) };
    case 'values':
      return relation;
  }
}

/** The parts of a union have the same columns, so the same ones stay in each. */
function readColumns(select: Select, names: ReadonlySet<string>): Select {
  if (select.distinct) {
    return select;
  }
  const read = select.columns.filter(({ as }: Column) => names.has(as));
  return prune({ ...select, columns: read.length ? read : select.columns.slice(0, 1) });
}
