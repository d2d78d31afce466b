import { labelsOf, labelsText, type Value } from '../Value';
import { binary, call, unary } from './operators';
import type { ConstantName, MathNode } from './parse';
import { combinePair, union } from './union';

export interface MathResult {
  readonly values: readonly Value[];
  /** What a person should know: values that found no partner. */
  readonly notes: readonly string[];
}

const constants: Readonly<Record<ConstantName, number | null>> = { nan: Number.NaN, inf: Infinity, infn: -Infinity, null: null };

/** @param read the values of a step by refId */
export function evaluateMath(node: MathNode, read: (refId: string) => readonly Value[]): MathResult {
  const notes: string[] = [];
  const each = (of: MathNode, change: (value: number | null) => number | null): readonly Value[] =>
    walk(of).map((value) => (value.kind === 'noData' ? value : { ...value, value: change(value.value) }));
  const walk = (at: MathNode): readonly Value[] => {
    switch (at.kind) {
      case 'number':
        return [{ kind: 'scalar', value: at.value }];
      case 'constant':
        return [{ kind: 'scalar', value: constants[at.name] }];
      case 'ref':
        return read(at.refId);
      case 'unary':
        return each(at.of, (value) => unary(at.operator, value));
      case 'call':
        return each(at.of, (value) => call(at.name, value));
      case 'binary': {
        const { pairs, dropped } = union(walk(at.left), walk(at.right));
        if (dropped.length > 0) {
          const shown = dropped.slice(0, 5).map((value) => `{${labelsText(labelsOf(value))}}`);
          notes.push(`${dropped.length} ${dropped.length === 1 ? 'value has' : 'values have'} no partner in "${at.operator}" and ${dropped.length === 1 ? 'is' : 'are'} left out: ${shown.join(' ')}${dropped.length > 5 ? ' …' : ''}`);
        }
        return pairs.map((pair) => combinePair(pair, (a, b) => binary(at.operator, a, b)));
      }
    }
  };
  return { values: walk(node), notes };
}
