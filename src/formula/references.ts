import { SalesError } from '../sql/SalesError';
import type { Formula, Scope } from './tree';

export interface Reference {
  readonly name: string;
  readonly scope: Scope;
}

/** What a formula refers to, each once, in order of appearance. */
export function references(formula: Formula): Reference[] {
  const found = new Map<string, Reference>();
  const visit = (of: Formula): void => {
    switch (of.kind) {
      case 'number':
        return;
      case 'ref':
        found.set(`${of.scope} ${of.name}`, { name: of.name, scope: of.scope });
        return;
      case 'binary':
        visit(of.left);
        visit(of.right);
        return;
      case 'call':
        of.args.forEach(visit);
    }
  };
  visit(formula);
  return [...found.values()];
}

function mapReferences(formula: Formula, change: (of: Reference & Formula) => Formula): Formula {
  switch (formula.kind) {
    case 'number':
      return formula;
    case 'ref':
      return change(formula);
    case 'binary':
      return { ...formula, left: mapReferences(formula.left, change), right: mapReferences(formula.right, change) };
    case 'call':
      return { ...formula, args: formula.args.map((arg) => mapReferences(arg, change)) };
  }
}

/**
 * The formula with a scope given to all its references; `here` leaves it as it is.
 * @throws SalesError `formula/nested-scope` when a reference has a scope already
 */
export function withScope(formula: Formula, scope: Scope): Formula {
  if (scope === 'here') {
    return formula;
  }
  return mapReferences(formula, (of) => {
    if (of.scope !== 'here') {
      throw new SalesError(
        'formula/nested-scope',
        `${of.scope}(${of.name}) stands inside ${scope}(…): total and previous cannot be nested; refer to the plain metric`
      );
    }
    return { ...of, scope };
  });
}

/**
 * Puts formulas in the place of references: metrics into metrics. The callback sees the reference's scope and gives
 * it to the replacement with `withScope`. A replacement is not looked into again.
 */
export function substitute(formula: Formula, definition: (name: string, scope: Scope) => Formula | undefined): Formula {
  return mapReferences(formula, (of) => definition(of.name, of.scope) ?? of);
}
