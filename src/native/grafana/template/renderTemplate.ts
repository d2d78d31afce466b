import type { Labels } from '../Value';
import { functions, isTrue, printed, type Datum } from './functions';
import { parseTemplate, type Operand, type Pipe, type TemplateNode } from './parse';

export interface TemplateData {
  readonly labels: Labels;
  /** By refId; null and NaN are printed as NaN. */
  readonly values: Readonly<Record<string, number | null>>;
  /** What `externalURL` prints: Grafana's `root_url`, or its default. */
  readonly externalUrl?: string;
}

export interface Rendered {
  readonly text: string;
  /** Why `text` is the template as it was written: what it does is not known here, or fails in Grafana as well. */
  readonly note?: string;
}

/**
 * The text of an annotation or label for an instance: `$labels.x`, `$values.A`, `$values.A.Value`, texts, numbers,
 * `if`/`else`/`end`, pipes and the functions of `functions.ts`. A missing label is `[no value]`.
 */
export function renderTemplate(template: string, data: TemplateData): Rendered {
  if (!template.includes('{{')) {
    return { text: template };
  }
  try {
    return { text: render(parseTemplate(template), data) };
  } catch (error) {
    return { text: template, note: `the text is left as written: ${(error as Error).message}` };
  }
}

const render = (nodes: readonly TemplateNode[], data: TemplateData): string =>
  nodes
    .map((node) => {
      switch (node.kind) {
        case 'text':
          return node.text;
        case 'print':
          return printed(run(node.pipe, data)).replaceAll('<no value>', '[no value]');
        case 'if':
          return render(isTrue(run(node.test, data)) ? node.then : node.otherwise, data);
      }
    })
    .join('');

function run(pipe: Pipe, data: TemplateData): Datum {
  let last: Datum | undefined;
  for (const command of pipe) {
    const [first, ...rest] = command as readonly [Operand, ...Operand[]];
    const given: Datum[] = last === undefined ? [] : [last];
    if (first.kind === 'name' && first.name === 'externalURL' && command.length === 1 && last === undefined) {
      last = { kind: 'text', value: data.externalUrl ?? 'http://localhost:3000/' };
    } else if (first.kind === 'name') {
      const call = Object.hasOwn(functions, first.name) ? functions[first.name] : undefined;
      if (!call) {
        throw new Error(`the function ${first.name} is not known here`);
      }
      last = call([...rest.map((one) => read(one, data)), ...given]);
    } else if (rest.length > 0 || last !== undefined) {
      throw new Error('only a function takes values');
    } else {
      last = read(first, data);
    }
  }
  return last!;
}

function read(operand: Operand, data: TemplateData): Datum {
  switch (operand.kind) {
    case 'pipe':
      return run(operand.pipe, data);
    case 'name':
      return run([[operand]], data);
    case 'path':
      return follow(operand.path, data);
    default:
      return operand;
  }
}

function follow([root, name, field, ...more]: readonly string[], { labels, values }: TemplateData): Datum {
  if (root === '$labels' && name !== undefined && field === undefined) {
    return Object.hasOwn(labels, name) ? { kind: 'text', value: labels[name]! } : { kind: 'missing' };
  }
  if (root === '$labels' && name === undefined) {
    return { kind: 'labels', value: labels };
  }
  if (root === '$values' && name !== undefined && (field === undefined || field === 'Value') && more.length === 0) {
    return Object.hasOwn(values, name) ? { kind: field ? 'float' : 'step', value: values[name] ?? Number.NaN } : { kind: 'missing' };
  }
  throw new Error(`${[root, name, field, ...more].filter(Boolean).join('.')} is not known here`);
}
