import type { Formula } from './tree';

const strength = { '+': 1, '-': 1, '*': 2, '/': 2 } as const;

/** The formula as text, with no more parentheses than it needs; parseFormula reads it back as the same tree. */
export function format(formula: Formula): string {
  switch (formula.kind) {
    case 'number':
      return String(formula.value);
    case 'ref':
      return formula.scope === 'here' ? formula.name : `${formula.scope}(${formula.name})`;
    case 'call':
      return `${formula.fn}(${formula.args.map(format).join(', ')})`;
    case 'binary': {
      const own = strength[formula.op];
      const inner = (of: Formula, above: number): string =>
        of.kind === 'binary' && strength[of.op] < above ? `(${format(of)})` : format(of);
      return `${inner(formula.left, own)} ${formula.op} ${inner(formula.right, own + 1)}`;
    }
  }
}
