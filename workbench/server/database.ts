/**
 * One SQL data source: a pool of connections, statements that stop when nobody waits for them any more, and rows as
 * PostgreSQL's text protocol writes them.
 */
import pg from 'pg';
import type { Rows } from './frames';

export interface Database {
  /** Runs one statement. The signal cancels it in the database. */
  run(sql: string, signal: AbortSignal): Promise<Rows>;
  close(): Promise<void>;
}

/** What went wrong, in the words of Grafana's PostgreSQL data source. */
export class DatabaseError extends Error {
  constructor(
    message: string,
    readonly isNetwork: boolean
  ) {
    super(message);
  }
}

const canceled = '57014';
const asText = { getTypeParser: () => (value: string) => value };

export function openDatabase(url: string, rowLimit = 1_000_000): Database {
  const connection = { connectionString: url, connectionTimeoutMillis: 10_000 };
  const pool = new pg.Pool({ ...connection, max: 20 });
  // A connection that breaks while it idles is replaced on next use.
  pool.on('error', () => undefined);
  return {
    async run(sql, signal) {
      const client = await connect(pool);
      const stop = async () => {
        await cancel(connection, client);
      };
      let stopping: Promise<void> | undefined;
      const onAbort = () => (stopping = stop());
      try {
        signal.throwIfAborted();
        signal.addEventListener('abort', onAbort);
        return await fetchRows(client, sql, rowLimit, () => (stopping = stop()));
      } finally {
        signal.removeEventListener('abort', onAbort);
        // A cancellation that arrives late must not meet the next statement of this connection.
        await stopping?.catch(() => undefined);
        client.release(stopping !== undefined);
      }
    },
    close: () => pool.end(),
  };
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    if (error instanceof pg.DatabaseError) {
      throw describe(error);
    }
    throw new DatabaseError('failed to connect to server - please inspect Grafana server log for details', true);
  }
}

async function cancel(connection: pg.ClientConfig, client: pg.PoolClient): Promise<void> {
  const other = new pg.Client(connection);
  await other.connect();
  try {
    await other.query('SELECT pg_cancel_backend($1)', [backendOf(client)]);
  } finally {
    await other.end();
  }
}

/** The process id of a connection, which the driver's types leave out. */
function backendOf(client: pg.PoolClient): number {
  return (client as pg.PoolClient & { readonly processID: number }).processID;
}

function fetchRows(client: pg.PoolClient, sql: string, limit: number, stop: () => void): Promise<Rows> {
  return new Promise((resolve, reject) => {
    const rows: Array<Array<string | null>> = [];
    let columns: Rows['columns'] = [];
    let isLimited = false;
    const query = new pg.Query<Array<string | null>>(
      // The extended protocol takes one statement only, as Grafana advises.
      { text: sql, rowMode: 'array', types: asText, queryMode: 'extended' } as pg.QueryArrayConfig
    );
    const read = (result?: pg.ResultBuilder) => {
      columns = result?.fields.map(({ name, dataTypeID }) => ({ name, oid: dataTypeID })) ?? [];
    };
    query.on('row', (row, result) => {
      if (rows.length < limit) {
        rows.push(row);
      } else if (!isLimited) {
        isLimited = true;
        read(result);
        stop();
      }
    });
    query.on('end', (result) => {
      read(result);
      resolve({ columns, rows, ...(isLimited && { limited: limit }) });
    });
    query.on('error', (error) => {
      if (isLimited && error instanceof pg.DatabaseError && error.code === canceled) {
        resolve({ columns, rows, limited: limit });
      } else {
        reject(describe(error));
      }
    });
    client.query(query);
  });
}

function describe(error: Error): DatabaseError {
  if (error instanceof pg.DatabaseError) {
    return new DatabaseError(`${error.severity}: ${error.message} (SQLSTATE ${error.code})`, false);
  }
  return new DatabaseError(error.message, true);
}
