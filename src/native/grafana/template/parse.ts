/** The part of Go's templates that the texts of our rules use → tree. */

export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'print'; readonly pipe: Pipe }
  | { readonly kind: 'if'; readonly test: Pipe; readonly then: readonly TemplateNode[]; readonly otherwise: readonly TemplateNode[] };

/** Commands from left to right; each takes the result of the one before as its last argument. */
export type Pipe = readonly Command[];
/** A function's name and its arguments, or a single operand. */
export type Command = readonly Operand[];

export type Operand =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'path'; readonly path: readonly string[] }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'float' | 'int'; readonly value: number }
  | { readonly kind: 'pipe'; readonly pipe: Pipe };

type Piece = { readonly text: string } | { readonly action: string };

/** @throws Error that says what is not known here */
export function parseTemplate(text: string): TemplateNode[] {
  const pieces = piecesOf(text);
  let at = 0;

  const body = (ends: readonly string[]): TemplateNode[] => {
    const nodes: TemplateNode[] = [];
    for (; at < pieces.length; at++) {
      const piece = pieces[at]!;
      if ('text' in piece) {
        nodes.push({ kind: 'text', text: piece.text });
      } else if (ends.some((end) => piece.action === end || (end === 'else' && piece.action.startsWith('else if ')))) {
        return nodes;
      } else if (/^if\s/.test(piece.action)) {
        nodes.push(branch(piece.action.slice(2)));
      } else if (/^(?:end|else|range|with|define|template|block|break|continue)\b/.test(piece.action) || piece.action.includes(':=')) {
        throw new Error(`{{ ${piece.action} }} is not known here`);
      } else if (!piece.action.startsWith('/*')) {
        nodes.push({ kind: 'print', pipe: parsePipe(piece.action) });
      }
    }
    if (ends.length > 0) {
      throw new Error('{{ if }} has no {{ end }}');
    }
    return nodes;
  };

  /** From an `if` at `at`, up to its `end`. */
  const branch = (test: string): TemplateNode => {
    at++;
    const then = body(['else', 'end']);
    const { action } = pieces[at] as { action: string };
    if (action === 'end') {
      return { kind: 'if', test: parsePipe(test), then, otherwise: [] };
    }
    if (action === 'else') {
      at++;
      return { kind: 'if', test: parsePipe(test), then, otherwise: body(['end']) };
    }
    return { kind: 'if', test: parsePipe(test), then, otherwise: [branch(action.slice('else if'.length))] };
  };

  return body([]);
}

/** Text and actions; `{{-` and `-}}` take the space beside them away. */
function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  const action = /\{\{(- )?((?:"(?:\\.|[^"\\])*"|`[^`]*`|(?!\}\})[^"`])*?)( -)?\}\}/gs;
  let end = 0;
  let isTrimmed = false;
  const addText = (part: string, trimsEnd: boolean): void => {
    const left = isTrimmed ? part.trimStart() : part;
    const both = trimsEnd ? left.trimEnd() : left;
    if (both.includes('{{')) {
      throw new Error('an action {{ … }} is not closed');
    }
    if (both !== '') {
      pieces.push({ text: both });
    }
  };
  for (const found of text.matchAll(action)) {
    addText(text.slice(end, found.index), found[1] !== undefined);
    pieces.push({ action: found[2]!.trim() });
    isTrimmed = found[3] !== undefined;
    end = found.index + found[0].length;
  }
  addText(text.slice(end), false);
  return pieces;
}

const word = /^(?:\s+|"(?:\\.|[^"\\])*"|`[^`]*`|[|()]|\$[\w]*(?:\.\w+)*|(?:\.\w+)+|[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[A-Za-z_]\w*)/;

function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (let rest = text; rest !== ''; ) {
    const found = word.exec(rest)?.[0];
    if (!found) {
      throw new Error(`${JSON.stringify(rest)} is not known here`);
    }
    if (found.trim() !== '') {
      words.push(found);
    }
    rest = rest.slice(found.length);
  }
  return words;
}

function parsePipe(text: string): Pipe {
  const words = wordsOf(text);
  let at = 0;
  const pipe = (isInner: boolean): Pipe => {
    const commands: Operand[][] = [[]];
    for (; at < words.length && words[at] !== ')'; at++) {
      if (words[at] === '|') {
        commands.push([]);
      } else if (words[at] === '(') {
        at++;
        commands.at(-1)!.push({ kind: 'pipe', pipe: pipe(true) });
      } else {
        commands.at(-1)!.push(operand(words[at]!));
      }
    }
    if (isInner !== (words[at] === ')') || commands.some((command) => command.length === 0)) {
      throw new Error(`{{ ${text.trim()} }} is not complete`);
    }
    return commands;
  };
  return pipe(false);
}

function operand(text: string): Operand {
  if (text.startsWith('"')) {
    return { kind: 'text', value: JSON.parse(text) as string };
  }
  if (text.startsWith('`')) {
    return { kind: 'text', value: text.slice(1, -1) };
  }
  if (/^[$.]\w*/.test(text) && !/^\.\d/.test(text)) {
    return { kind: 'path', path: text.replace(/^\.(Labels|Values)\b/, (_, name: string) => `$${name.toLowerCase()}`).split('.') };
  }
  if (/^[+-]?[\d.]/.test(text)) {
    return { kind: /[.eE]/.test(text) ? 'float' : 'int', value: Number(text) };
  }
  return { kind: 'name', name: text };
}
