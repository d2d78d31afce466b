/** A mapping of a known CRM's tables, in the form in which models are written; what the user writes comes on top. */
export interface Preset {
  readonly id: string;
  readonly label: string;
  /** What it expects of the database; one or two sentences. */
  readonly description: string;
  readonly model: Readonly<Record<string, unknown>>;
}
