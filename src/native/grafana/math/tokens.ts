/** The words of a Math expression. A run of signs is one word, so `2 *-3` is none: write `2 * -3`. */

export interface Token {
  readonly kind: 'number' | 'name' | 'ref' | 'sign' | 'string' | 'end';
  readonly text: string;
}

const signs = ['!', '&&', '||', '>', '<', '>=', '<=', '==', '!=', '+', '-', '*', '**', '/', '%'];

const words: ReadonlyArray<readonly [Token['kind'] | 'space', RegExp]> = [
  ['space', /^\s+/u],
  ['ref', /^\$(?:[_\p{L}\p{Nd}]+|\{[_\p{L}\p{Nd}\s]+\})/u],
  ['sign', /^[!<>=&|+\-*/%]+/],
  ['number', /^(?:0[xX][0-9a-fA-F]*(?:\.[0-9a-fA-F]*)?|[0-9]*(?:\.[0-9]*)?)(?:[eE][+-]?[0-9]*)?/],
  ['name', /^\p{L}[\p{L}_]*/u],
  ['sign', /^[(),]/],
  ['string', /^"[^"]*"/],
];

/** @throws Error that says what is not understood */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  for (let rest = text; rest !== ''; ) {
    const [kind, word] = firstWord(rest);
    if (kind === 'sign' && !/^[(),]$/.test(word) && !signs.includes(word)) {
      throw new Error(`expr: unexpected "${word}" in input: put spaces between signs`);
    }
    if (kind !== 'space') {
      found.push({ kind, text: word });
    }
    rest = rest.slice(word.length);
  }
  return [...found, { kind: 'end', text: '' }];
}

function firstWord(rest: string): [Token['kind'] | 'space', string] {
  for (const [kind, pattern] of words) {
    const word = pattern.exec(rest)?.[0];
    if (word) {
      return [kind, word];
    }
  }
  throw new Error(rest.startsWith('$') ? 'expr: incomplete variable: write $A or ${A}' : `expr: invalid character: ${[...rest][0]}`);
}
