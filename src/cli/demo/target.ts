/** A database that the demo company can be loaded into. */
import { SalesError } from '../../sql/SalesError';
import type { ColumnType, Table, Value } from './tables';

export interface Target {
  /** SQL types by column type. */
  readonly types: Readonly<Record<ColumnType, string>>;
  /** Whether indexes beside the primary key speed up reading by more than they cost in loading. */
  readonly usesIndexes: boolean;
  /** Runs one statement; `$1`, `$2` stand for the parameters. */
  readonly run: (sql: string, parameters?: readonly Value[]) => Promise<ReadonlyArray<Readonly<Record<string, unknown>>>>;
  /** Adds the table's rows to the table of this quoted name. */
  readonly fill: (name: string, table: Table) => Promise<void>;
  /** Whether a schema of this name exists, whoever owns it. */
  readonly hasSchema: (schema: string) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** The address without its password. */
export const shownUrl = (url: string): string => url.replace(/:[^:@/]*@/, ':…@');

/** @throws SalesError `db/connect` */
export function unreachableDatabase(url: string, error: unknown): never {
  // A refused connection has no message of its own, only those of the addresses that were tried.
  const { message, code } = error as { readonly message?: string; readonly code?: string };
  const reason = (message || code || String(error)).split('\n')[0];
  throw new SalesError('db/connect', `the database ${shownUrl(url)} cannot be opened: ${reason}`);
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
