/** A database by URL, for the command line: `postgres://…` or `duckdb:<file>`. */
import { dialectById } from '../dialects';
import type { Dialect } from '../sql/Dialect';
import { SalesError } from '../sql/SalesError';
import type { Row } from '../result/read';

export interface Database {
  readonly dialect: Dialect;
  run(sql: string): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** @throws SalesError `db/…`: an address that is not understood, a server that does not answer or refuses the login */
export async function openDatabase(url: string): Promise<Database> {
  if (/^postgres(ql)?:\/\//.test(url)) {
    return openPostgres(url);
  }
  if (url.startsWith('duckdb:')) {
    return openDuckdb(url.slice('duckdb:'.length));
  }
  throw new SalesError('db/unknown-url', `the database ${JSON.stringify(hidePassword(url))} is not understood: use postgres://user:password@host:port/name or duckdb:<file>`);
}

const hidePassword = (url: string): string => url.replace(/:[^:@/]*@/, ':…@');

async function openPostgres(url: string): Promise<Database> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'salesfunnel' });
  // Without a listener a server that goes away ends the process instead of failing the statement.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new SalesError('db/connect', `the database at ${hidePassword(url)} cannot be reached: ${reason(error)}; check host, port, user and password`);
  }
  const stopWatching = cancelOnInterrupt(async () => {
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    await other.query('SELECT pg_cancel_backend($1)', [(client as unknown as { processID: number }).processID]);
    await other.end();
  });
  return {
    dialect: dialectById('postgres'),
    run: async (sql) => {
      try {
        return (await client.query(sql)).rows as Row[];
      } catch (error) {
        throw new SalesError('db/query', `the database refused the statement: ${reason(error)}; "salesfunnel check" compares the model with the database`);
      }
    },
    close: async () => {
      stopWatching();
      await client.end();
    },
  };
}

/** Ctrl-C ends the statement on the server too: PostgreSQL would run it to its end for nobody. */
function cancelOnInterrupt(cancel: () => Promise<void>): () => void {
  const onInterrupt = (): void => {
    void cancel()
      .catch(() => undefined)
      .then(() => process.exit(130));
  };
  process.once('SIGINT', onInterrupt);
  return () => process.removeListener('SIGINT', onInterrupt);
}

async function openDuckdb(file: string): Promise<Database> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  try {
    // Reading is all we do: a mistyped name makes no new file, and two readers do not lock each other out.
    const instance = await (file ? DuckDBInstance.create(file, { access_mode: 'READ_ONLY' }) : DuckDBInstance.create(':memory:'));
    const connection = await instance.connect();
    return {
      dialect: dialectById('duckdb'),
      run: async (sql) => {
        try {
          return (await connection.runAndReadAll(sql)).getRowObjectsJS() as Row[];
        } catch (error) {
          throw new SalesError('db/query', `the database refused the statement: ${reason(error)}; "salesfunnel check" compares the model with the database`);
        }
      },
      close: async () => {
        connection.closeSync();
        instance.closeSync();
      },
    };
  } catch (error) {
    throw new SalesError('db/connect', `the database file ${JSON.stringify(file)} cannot be opened: ${reason(error)}`);
  }
}

function reason(error: unknown): string {
  const known = error as { message?: string; code?: string; errors?: ReadonlyArray<{ message?: string }> };
  const message = known.message || known.errors?.[0]?.message || known.code || String(error);
  return message.split('\n')[0]!.trim();
}
