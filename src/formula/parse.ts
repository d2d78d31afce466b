/**
 * Formula text → tree. Allowed: numbers, `null`, metric ids (dots included: `bookings.target`), + - * /, parentheses,
 * the functions of functions.ts, and the scopes `total(…)` and `previous(…)`. Whatever else jsep can read is refused
 * with its place in the text, so nothing reaches evaluate or SQL that was not meant.
 */
import type jsep from 'jsep';
import { didYouMean } from '../sql/nearest';
import { SalesError } from '../sql/SalesError';
import { functionByName, functionNames } from './functions';
import { parseTree, UnexpectedCharacter, type Characters, type ParsedTree } from './parseTree';
import { references, withScope } from './references';
import type { Formula, Scope } from './tree';

const longest = 2000;
const scopes: readonly Scope[] = ['total', 'previous'];
const operators = ['+', '-', '*', '/'] as const;
const allowed = 'use numbers, metric ids, + - * /, parentheses and functions';

/** Names that cannot be metric ids: they mean something in formulas. */
export const reservedNames: readonly string[] = [...functionNames, ...scopes, 'null', 'true', 'false', 'this'];

/** @throws SalesError `formula/…` with the character range in `at.formula` */
export function parseFormula(text: string): Formula {
  if (text.trim() === '') {
    throw problem('empty', 'the formula is empty: write one such as won_deals / closed_deals', { from: 0, to: text.length });
  }
  if (text.length > longest) {
    throw problem('too-long', `the formula has ${text.length} characters, ${longest} at most are allowed: define parts of it as metrics`, {
      from: longest,
      to: text.length,
    });
  }
  return new Reader(text).read();
}

const problem = (code: string, message: string, formula: Characters): SalesError =>
  new SalesError(`formula/${code}`, message, { formula });

class Reader {
  private tree: ParsedTree | undefined;

  constructor(private readonly text: string) {}

  read(): Formula {
    try {
      this.tree = parseTree(this.text);
    } catch (error) {
      throw error instanceof UnexpectedCharacter ? this.unexpected(error.index) : error;
    }
    return this.formula(this.tree.root);
  }

  private unexpected(index: number): SalesError {
    const rest = this.text.slice(index);
    const found = /^(?:[A-Za-z_0-9.]+|[\s\S])/u.exec(rest)?.[0];
    return found === undefined
      ? problem('syntax', 'the formula ends too early: a value or a closing parenthesis is missing', {
          from: Math.max(this.text.trimEnd().length - 1, 0),
          to: this.text.length,
        })
      : problem('syntax', `${JSON.stringify(found)} is not expected here: ${allowed}`, { from: index, to: index + found.length });
  }

  private place(node: jsep.Expression): Characters {
    const own = this.tree?.placeOf(node);
    if (own) {
      return own;
    }
    const children = Object.values(node)
      .flat()
      .filter((child): child is jsep.Expression => typeof child === 'object' && child !== null && 'type' in child)
      .map((child) => this.place(child));
    return {
      from: Math.min(...children.map(({ from }) => from), this.text.length),
      to: Math.max(...children.map(({ to }) => to), 0),
    };
  }

  private refuse(node: jsep.Expression, what: string): SalesError {
    return problem('not-allowed', `${what} cannot stand in a formula: ${allowed}`, this.place(node));
  }

  private formula(node: jsep.Expression): Formula {
    switch (node.type) {
      case 'Literal':
        return this.literal(node as jsep.Literal);
      case 'Identifier':
      case 'MemberExpression':
        return this.reference(node);
      case 'UnaryExpression':
        return this.unary(node as jsep.UnaryExpression);
      case 'BinaryExpression':
        return this.binary(node as jsep.BinaryExpression);
      case 'CallExpression':
        return this.call(node as jsep.CallExpression);
      case 'ConditionalExpression':
        throw this.refuse(node, 'a condition (? :)');
      default:
        throw this.refuse(node, JSON.stringify(this.textOf(node)));
    }
  }

  private literal(node: jsep.Literal): Formula {
    if (node.value === null) {
      return { kind: 'number', value: null };
    }
    if (typeof node.value !== 'number') {
      throw this.refuse(node, typeof node.value === 'string' ? `the text ${node.raw}` : node.raw);
    }
    if (!Number.isFinite(node.value)) {
      throw problem('number', `${node.raw} is too large for a number`, this.place(node));
    }
    return { kind: 'number', value: node.value };
  }

  private reference(node: jsep.Expression): Formula {
    const name = this.dottedName(node);
    if (functionByName(name) || scopes.some((scope) => scope === name)) {
      throw problem('not-allowed', `${name} is a function: write ${functionByName(name)?.usage ?? `${name}(metric)`}`, this.place(node));
    }
    return { kind: 'ref', name, scope: 'here' };
  }

  private dottedName(node: jsep.Expression): string {
    if (node.type === 'Identifier') {
      const { name } = node as jsep.Identifier;
      if (!/^[A-Za-z_][A-Za-z_0-9]*$/.test(name)) {
        throw this.refuse(node, JSON.stringify(name));
      }
      return name;
    }
    const { object, property, computed, optional } = node as jsep.MemberExpression;
    if (node.type !== 'MemberExpression' || computed || optional) {
      throw this.refuse(node, JSON.stringify(this.textOf(node)));
    }
    return `${this.dottedName(object)}.${this.dottedName(property)}`;
  }

  private unary(node: jsep.UnaryExpression): Formula {
    if (node.operator !== '-' && node.operator !== '+') {
      throw this.refuse(node, `the operator ${node.operator}`);
    }
    const of = this.formula(node.argument);
    if (node.operator === '+') {
      return of;
    }
    return of.kind === 'number'
      ? { kind: 'number', value: of.value === null ? null : 0 - of.value }
      : { kind: 'binary', op: '-', left: { kind: 'number', value: 0 }, right: of };
  }

  private binary(node: jsep.BinaryExpression): Formula {
    const op = operators.find((one) => one === node.operator);
    if (!op) {
      const from = this.text.indexOf(node.operator, this.place(node.left).to);
      throw problem('not-allowed', `the operator ${node.operator} cannot stand in a formula: use + - * /`, {
        from,
        to: from + node.operator.length,
      });
    }
    return { kind: 'binary', op, left: this.formula(node.left), right: this.formula(node.right) };
  }

  private call(node: jsep.CallExpression): Formula {
    const name = this.textOf(node.callee);
    const scope = scopes.find((one) => one === name);
    if (scope) {
      return this.scoped(node, scope);
    }
    const of = functionByName(name);
    if (!of) {
      const remedy = didYouMean(name, [...functionNames, ...scopes]);
      throw problem('unknown-function', `unknown function "${name}"${remedy || `: use ${[...functionNames, ...scopes].join(', ')}`}`, this.place(node.callee));
    }
    const [least, most] = of.arity;
    if (node.arguments.length < least || node.arguments.length > most) {
      throw problem('arity', `${name} has ${node.arguments.length} arguments: write ${of.usage}`, this.place(node));
    }
    const args = node.arguments.map((arg) => this.formula(arg));
    const constant = of.constant === undefined ? undefined : args[of.constant];
    if (constant && !(constant.kind === 'number' && (constant.value ?? 0) > 0)) {
      throw problem('constant', `the last argument of ${name} is a positive number: write ${of.usage}`, this.place(node.arguments.at(-1)!));
    }
    return { kind: 'call', fn: name, args };
  }

  private scoped(node: jsep.CallExpression, scope: Scope): Formula {
    const [argument, ...more] = node.arguments;
    if (!argument || more.length > 0) {
      throw problem('arity', `${scope} has ${node.arguments.length} arguments: write ${scope}(metric)`, this.place(node));
    }
    const of = this.formula(argument);
    if (references(of).length === 0) {
      throw problem('scope', `${scope}(…) names no metric: write ${scope}(metric)`, this.place(node));
    }
    try {
      return withScope(of, scope);
    } catch (error) {
      throw error instanceof SalesError ? problem('nested-scope', error.message, this.place(node)) : error;
    }
  }

  private textOf(node: jsep.Expression): string {
    const { from, to } = this.place(node);
    return this.text.slice(from, to);
  }
}
