/** Short constructors for the nodes of tree.ts. */
import type { BinaryOp, Sql, SqlType } from './tree';

export const column = (name: string, table?: string): Sql => ({ kind: 'column', name, table });
export const literal = (value: string | number | boolean | null): Sql => ({ kind: 'literal', value });
export const instant = (iso: string): Sql => ({ kind: 'literal', value: iso, as: 'instant' });
export const localTime = (iso: string): Sql => ({ kind: 'literal', value: iso, as: 'local' });
export const day = (iso: string): Sql => ({ kind: 'literal', value: iso, as: 'date' });
export const nothing: Sql = literal(null);

export const binary = (left: Sql, op: BinaryOp, right: Sql): Sql => ({ kind: 'binary', op, left, right });
export const not = (of: Sql): Sql => ({ kind: 'not', of });
export const isNull = (of: Sql): Sql => ({ kind: 'isNull', of });
export const isNotNull = (of: Sql): Sql => ({ kind: 'isNull', of, not: true });
export const cast = (of: Sql, to: SqlType): Sql => ({ kind: 'cast', of, to });
export const call = (name: string, ...args: Sql[]): Sql => ({ kind: 'call', name, args });

/** Conjunction without what is always TRUE; nothing at all is TRUE, one condition is itself. */
export function and(...of: Sql[]): Sql {
  const flat = of.flatMap((one) => (one.kind === 'and' ? one.of : [one])).filter((one) => !(one.kind === 'literal' && one.value === true));
  return flat.length === 1 ? flat[0]! : flat.length ? { kind: 'and', of: flat } : literal(true);
}

/** Disjunction; nothing at all is FALSE, one condition is itself. */
export function or(...of: Sql[]): Sql {
  return of.length === 1 ? of[0]! : of.length ? { kind: 'or', of } : literal(false);
}

/** `of IN (values)`; an empty list is FALSE. */
export const isIn = (of: Sql, values: readonly Sql[]): Sql =>
  values.length === 0 ? literal(false) : values.length === 1 ? binary(of, '=', values[0]!) : { kind: 'in', of, values };

/** CASE WHEN condition THEN then ELSE otherwise END. */
export const when = (condition: Sql, then: Sql, otherwise: Sql = nothing): Sql => ({
  kind: 'case',
  when: [[condition, then]],
  otherwise,
});

/** An aggregate over the rows for which `filter` holds; without a filter, over all. */
export const aggregate = (name: string, of: Sql, filter?: Sql): Sql => ({ kind: 'call', name, args: [of], filter });
export const countRows = (filter?: Sql): Sql => ({ kind: 'call', name: 'COUNT', args: [star], filter });

/** A dialect's own spelling. Holes are nodes, never text. */
export const sql = (parts: TemplateStringsArray, ...holes: Sql[]): Sql => ({ kind: 'template', parts: [...parts], holes });
/** The same, for text that reads as one piece wherever it stands: a call with a clause of its own, a list. */
export const fragment = (parts: TemplateStringsArray, ...holes: Sql[]): Sql => ({ kind: 'template', parts: [...parts], holes, fragment: true });
const star: Sql = { kind: 'template', parts: ['*'], holes: [] };
