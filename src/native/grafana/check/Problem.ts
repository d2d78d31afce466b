/** What is wrong at one place of a provisioning file, as a sentence; `path` is like `groups[0].rules[2].for`. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

export type Report = (path: string, message: string) => void;

/** Any value of YAML. */
export type Data = Readonly<Record<string, unknown>>;

export const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);
