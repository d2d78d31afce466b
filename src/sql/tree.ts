/**
 * SQL as data, SELECT only. Text from outside enters as a literal node and in no other way; identifiers are column
 * and table nodes, which the printer quotes. Nodes are plain frozen-by-type values: build new ones, change none.
 */

/** Types a value can be cast to; each dialect spells them. `number` is a double, `decimal` exact with four decimals. */
export type SqlType = 'text' | 'number' | 'decimal' | 'integer' | 'boolean' | 'instant' | 'local' | 'date';

export type BinaryOp = '=' | '<>' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/';

export interface Order {
  readonly of: Sql;
  readonly descending?: boolean;
}

export type Sql =
  | { readonly kind: 'column'; readonly table?: string; readonly name: string }
  /** `as` says how a text is meant: an instant or local time in ISO form, or a day `YYYY-MM-DD`. */
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null; readonly as?: 'instant' | 'local' | 'date' }
  | { readonly kind: 'binary'; readonly op: BinaryOp; readonly left: Sql; readonly right: Sql }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Sql[] }
  | { readonly kind: 'not'; readonly of: Sql }
  | { readonly kind: 'isNull'; readonly of: Sql; readonly not?: boolean }
  | { readonly kind: 'in'; readonly of: Sql; readonly values: readonly Sql[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Sql[]; readonly distinct?: boolean; readonly filter?: Sql }
  | { readonly kind: 'over'; readonly of: Sql; readonly partition: readonly Sql[]; readonly order: readonly Order[] }
  | { readonly kind: 'case'; readonly when: ReadonlyArray<readonly [Sql, Sql]>; readonly otherwise: Sql }
  | { readonly kind: 'cast'; readonly of: Sql; readonly to: SqlType }
  | { readonly kind: 'scalar'; readonly of: Select }
  /** A dialect's own spelling: fixed text with nodes in its holes. A `fragment` never needs parentheses around it. */
  | { readonly kind: 'template'; readonly parts: readonly string[]; readonly holes: readonly Sql[]; readonly fragment?: boolean };

export interface Column {
  readonly as: string;
  readonly of: Sql;
}

/** What can stand in FROM. `table` is a path such as `["crm", "deals"]`; `raw` is SQL that an administrator wrote. */
export type Source =
  | { readonly kind: 'table'; readonly path: readonly string[]; readonly as: string }
  | { readonly kind: 'raw'; readonly text: string; readonly as: string }
  | { readonly kind: 'step'; readonly name: string; readonly as?: string }
  | { readonly kind: 'nested'; readonly of: Relation; readonly as: string };

export interface Join {
  readonly how: 'left' | 'inner' | 'cross';
  /** What is joined may read the columns of what stands before it. */
  readonly lateral?: true;
  readonly to: Source;
  readonly on?: Sql;
}

export interface Select {
  readonly kind: 'select';
  /** One constant sentence, printed on a line of its own; never made of a viewer's text. */
  readonly comment?: string;
  readonly steps?: readonly Step[];
  readonly distinct?: boolean;
  readonly columns: readonly Column[];
  readonly from?: Source;
  readonly joins?: readonly Join[];
  readonly where?: readonly Sql[];
  readonly groupBy?: readonly Sql[];
  /** Instead of `groupBy`: the rows are grouped in each of these ways, one below the other. */
  readonly groupingSets?: ReadonlyArray<readonly Sql[]>;
  readonly having?: readonly Sql[];
  readonly orderBy?: readonly Order[];
  readonly limit?: number;
}

export type Relation =
  | Select
  | { readonly kind: 'union'; readonly of: readonly Select[] }
  /** A literal table; one row at least, every row as long as `columns`. */
  | { readonly kind: 'values'; readonly columns: readonly string[]; readonly rows: ReadonlyArray<readonly Sql[]> };

/** A named step of WITH. */
export interface Step {
  readonly name: string;
  readonly comment?: string;
  readonly of: Relation;
}
