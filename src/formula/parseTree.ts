/**
 * jsep, made stricter and with positions. jsep takes `a b`, `a; b` and `a,` for lists of expressions and `f(a b)` for
 * two arguments; here each is an error, and nesting is limited so that no text exhausts the stack.
 */
import jsep from 'jsep';

/** Half-open range of characters. */
export interface Characters {
  readonly from: number;
  readonly to: number;
}

/** Thrown with the position at which the text stops making sense. */
export class UnexpectedCharacter extends Error {
  constructor(readonly index: number) {
    super(`unexpected character at ${index}`);
  }
}

export interface ParsedTree {
  readonly root: jsep.Expression;
  /** Where a token, group or name stands; undefined for a node that is only the sum of its children. */
  placeOf(node: jsep.Expression): Characters | undefined;
}

const deepest = 100;

/** The part of jsep's parser class that is overridden; its typings do not mention it. */
interface Parser {
  index: number;
  readonly expr: string;
  readonly char: string;
  gobbleSpaces(): void;
  gobbleExpression(): jsep.Expression | false | undefined;
  gobbleToken(): jsep.Expression | false | undefined;
  gobbleIdentifier(): jsep.Expression;
  parse(): jsep.Expression;
}
const { Jsep } = jsep as unknown as { Jsep: new (text: string) => Parser };

class StrictParser extends Jsep {
  readonly places = new Map<jsep.Expression, Characters>();
  private depth = 0;

  override gobbleToken() {
    this.gobbleSpaces();
    const from = this.index;
    if (++this.depth > deepest) {
      throw new UnexpectedCharacter(from);
    }
    const node = super.gobbleToken();
    this.depth--;
    if (node) {
      const to = from + this.expr.slice(from, this.index).trimEnd().length;
      this.places.set(node, { from, to });
    }
    return node;
  }

  override gobbleIdentifier() {
    const from = this.index;
    const node = super.gobbleIdentifier();
    this.places.set(node, { from, to: this.index });
    return node;
  }

  /** One expression, where jsep reads as many as there are. */
  gobbleExpressions() {
    return [this.required()];
  }

  gobbleArguments() {
    const list: jsep.Expression[] = [];
    this.gobbleSpaces();
    if (this.char === ')') {
      this.index++;
      return list;
    }
    for (;;) {
      list.push(this.required());
      const separator = this.char;
      if (separator !== ',' && separator !== ')') {
        this.throwError();
      }
      this.index++;
      if (separator === ')') {
        return list;
      }
    }
  }

  gobbleArray(): never {
    return this.throwError();
  }

  throwError(): never {
    throw new UnexpectedCharacter(this.index);
  }

  private required(): jsep.Expression {
    const node = this.gobbleExpression();
    return node || this.throwError();
  }
}

/** @throws UnexpectedCharacter */
export function parseTree(text: string): ParsedTree {
  const parser = new StrictParser(text);
  const root = parser.parse();
  if (parser.index < text.length) {
    throw new UnexpectedCharacter(parser.index);
  }
  return { root, placeOf: (node) => parser.places.get(node) };
}
