/** One thing that is wrong with the sales model: where it is, and a sentence that says what would do. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}
