/** A dashboard in Grafana's classic schema, as far as an export looks into it; everything else is carried over. */
export type Json = Readonly<Record<string, unknown>>;

export interface Dashboard extends Json {
  readonly uid?: string | null;
  readonly title?: string;
  readonly description?: string;
  readonly panels?: readonly Panel[];
  readonly templating?: { readonly list?: readonly Variable[] };
}

export interface Panel extends Json {
  readonly id?: number;
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly timeFrom?: string | null;
  readonly datasource?: { readonly type?: string; readonly uid?: string } | string | null;
  readonly targets?: readonly Json[];
  readonly transformations?: readonly Json[];
  readonly fieldConfig?: { readonly defaults?: Json; readonly overrides?: readonly Override[] };
  /** Of a collapsed row. */
  readonly panels?: readonly Panel[];
}

export interface Override {
  readonly matcher: { readonly id: string; readonly options?: unknown };
  readonly properties: ReadonlyArray<{ readonly id: string; readonly value?: unknown }>;
}

export interface Variable extends Json {
  readonly type?: string;
  readonly name?: string;
  readonly label?: string;
  readonly current?: { readonly text?: unknown; readonly value?: unknown };
}
