import * as z from 'zod/mini';

/** What is wrong with a model, where, and what would do. */
export interface Problem {
  /** Stable: `model/unknown-key`. */
  readonly code: string;
  /** `entities.deal.closedAt`, `pipelines[0].stages`; empty for the model as a whole. */
  readonly path: string;
  readonly message: string;
  /** Characters of the formula at `path`, half-open. */
  readonly formula?: { readonly from: number; readonly to: number };
}

export type Path = readonly PropertyKey[];

export const pathText = (path: Path): string =>
  path.map((key, at) => (typeof key === 'number' ? `[${key}]` : `${at > 0 ? '.' : ''}${String(key)}`)).join('');

/** Gathers problems while a model is read. */
export class Problems {
  private readonly found: Problem[] = [];

  add(code: string, path: Path, message: string, formula?: Problem['formula']): void {
    this.found.push({ code: `model/${code}`, path: pathText(path), message, ...(formula ? { formula } : {}) });
  }

  /** The value as the schema gives it back; undefined when it was refused, and the reasons are gathered. */
  read<Schema extends z.ZodMiniType>(schema: Schema, value: unknown, path: Path): z.output<Schema> | undefined {
    const result = z.safeParse(schema, value, { reportInput: true });
    if (result.success) {
      return result.data;
    }
    result.error.issues.forEach((issue) => this.addIssue(issue, path));
    return undefined;
  }

  /** Each once, in the order of the text as far as that is known. */
  get list(): readonly Problem[] {
    return [...new Map(this.found.map((problem) => [`${problem.path} ${problem.message}`, problem])).values()];
  }

  private addIssue(issue: z.core.$ZodIssue, base: Path): void {
    const path = [...base, ...issue.path];
    switch (issue.code) {
      case 'unrecognized_keys': {
        const sentences = issue.message.split('\n');
        issue.keys.forEach((key, at) => this.add('unknown-key', [...path, key], sentences[at] ?? 'unknown key'));
        return;
      }
      case 'invalid_union': {
        const [best] = issue.errors.filter((branch) => branch.some(isInside));
        const last = issue.errors.at(-1)?.[0];
        if (best) {
          best.forEach((inner) => this.addIssue(inner, path));
        } else {
          this.add(codeOf(issue), path, messageOf(issue.message === plain && last ? last : issue));
        }
        return;
      }
      case 'invalid_key':
        this.add('bad-identifier', path, issue.issues[0]?.message ?? issue.message);
        return;
      default:
        this.add(codeOf(issue), path, messageOf(issue));
    }
  }
}

/** What Zod says when the schema has no words of its own. */
const plain = 'Invalid input';
const kinds: Readonly<Record<string, string>> = {
  array: 'a list', record: 'an object', object: 'an object', boolean: 'true or false', string: 'a text', number: 'a number',
};

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.message !== plain) {
    return issue.message;
  }
  const wanted = issue.code === 'invalid_type' ? (kinds[issue.expected] ?? issue.expected) : 'something else';
  return issue.input === undefined ? `missing: write ${wanted}` : `${JSON.stringify(issue.input)} cannot stand here: write ${wanted}`;
}

/** The branch of a union that was meant is the one that was entered. */
const isInside = (issue: z.core.$ZodIssue): boolean =>
  issue.path.length > 0 || issue.code === 'custom' || issue.code === 'unrecognized_keys' || issue.code === 'invalid_key';

function codeOf(issue: z.core.$ZodIssue): string {
  const own: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined;
  if (typeof own === 'string') {
    return own.replace(/^model\//, '');
  }
  return issue.input === undefined ? 'missing' : 'wrong-type';
}
