/** Where a problem lies, so that an editor can point at it: a place in the model, a query's refId, a formula's character. */
export interface Place {
  readonly refId?: string;
  readonly model?: string;
  readonly formula?: { readonly from: number; readonly to: number };
}

/**
 * A problem that a person can act on. `code` is stable (`query/unknown-metric`); the message is one sentence that
 * says what was given, what is wrong and what would do. Anything else that is thrown is a bug and is shown as one.
 */
export class SalesError extends Error {
  readonly code: string;
  readonly at: Place;

  constructor(code: string, message: string, at: Place = {}) {
    super(message);
    this.name = 'SalesError';
    this.code = code;
    this.at = at;
  }
}

/** A branch that the types rule out. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
