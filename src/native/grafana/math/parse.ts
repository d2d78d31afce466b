/**
 * A Math expression → tree. From loosest to tightest: `||`, `&&`, comparisons, `+ -`, `* / %`, `**`, then `!` and `-`
 * before a value. All of them group from the left, `**` too, and `-2 ** 2` is 4.
 */
import { tokens, type Token } from './tokens';

export const functions = ['abs', 'log', 'round', 'ceil', 'floor', 'is_nan', 'is_inf', 'is_null', 'is_number'] as const;
export const constants = ['nan', 'inf', 'infn', 'null'] as const;
export type FunctionName = (typeof functions)[number];
export type ConstantName = (typeof constants)[number];
export type Operator = '||' | '&&' | '==' | '!=' | '>' | '>=' | '<' | '<=' | '+' | '-' | '*' | '/' | '%' | '**';

export type MathNode =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'ref'; readonly refId: string }
  | { readonly kind: 'unary'; readonly operator: '!' | '-'; readonly of: MathNode }
  | { readonly kind: 'binary'; readonly operator: Operator; readonly left: MathNode; readonly right: MathNode }
  | { readonly kind: 'constant'; readonly name: ConstantName }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly of: MathNode };

const levels: ReadonlyArray<readonly Operator[]> = [['||'], ['&&'], ['==', '!=', '>', '>=', '<', '<='], ['+', '-'], ['*', '/', '%'], ['**']];

/** @throws Error that begins with `expr:` and says what is not understood */
export function parseMath(text: string): MathNode {
  const words = tokens(text);
  let at = 0;
  const peek = (): Token => words[at]!;
  const take = (): Token => words[at++]!;
  const unexpected = (word: Token): Error => new Error(`expr: unexpected ${word.kind === 'end' ? 'EOF' : JSON.stringify(word.text)} in input`);
  const expect = (sign: string): void => {
    const word = take();
    if (word.kind !== 'sign' || word.text !== sign) {
      throw unexpected(word);
    }
  };

  const level = (depth: number): MathNode => {
    const operators = levels[depth];
    if (!operators) {
      return single();
    }
    let left = level(depth + 1);
    while (peek().kind === 'sign' && (operators as readonly string[]).includes(peek().text)) {
      left = { kind: 'binary', operator: take().text as Operator, left, right: level(depth + 1) };
    }
    return left;
  };

  const single = (): MathNode => {
    const word = take();
    switch (word.kind) {
      case 'number':
        return { kind: 'number', value: numberOf(word.text) };
      case 'ref':
        return { kind: 'ref', refId: word.text.replace(/^\$\{?/, '').replace(/\}$/, '') };
      case 'name':
        return call(word.text);
      case 'sign':
        if (word.text === '!' || word.text === '-') {
          return { kind: 'unary', operator: word.text, of: single() };
        }
        if (word.text === '(') {
          const inner = level(0);
          expect(')');
          return inner;
        }
        throw unexpected(word);
      default:
        throw unexpected(word);
    }
  };

  const call = (name: string): MathNode => {
    const isConstant = (constants as readonly string[]).includes(name);
    if (!isConstant && !(functions as readonly string[]).includes(name)) {
      throw new Error(`expr: non existent function ${name}`);
    }
    expect('(');
    const argument = peek().text === ')' ? undefined : level(0);
    expect(')');
    if (isConstant !== (argument === undefined)) {
      throw new Error(`expr: parse: ${isConstant ? 'too many' : 'not enough'} arguments for ${name}`);
    }
    return argument ? { kind: 'call', name: name as FunctionName, of: argument } : { kind: 'constant', name: name as ConstantName };
  };

  const root = level(0);
  if (peek().kind !== 'end') {
    throw unexpected(peek());
  }
  return root;
}

/** The refIds of an expression, each once. */
export function refsOf(node: MathNode): string[] {
  switch (node.kind) {
    case 'ref':
      return [node.refId];
    case 'binary':
      return [...new Set([...refsOf(node.left), ...refsOf(node.right)])];
    case 'unary':
    case 'call':
      return refsOf(node.of);
    default:
      return [];
  }
}

/** As in Go: `0x1F` is hexadecimal, and `010` is octal, hence 8. */
function numberOf(text: string): number {
  const value = /^0[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number(text);
  if (text === '.' || Number.isNaN(value) || !Number.isFinite(value)) {
    throw new Error(`expr: illegal number syntax: ${JSON.stringify(text)}`);
  }
  return value;
}
