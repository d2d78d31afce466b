/** The demo company as files that PostgreSQL loads with psql alone: a script, and a compressed CSV file a table. */
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { csvOf } from '../csv';
import type { Table } from '../tables';
import { relativeCompany } from './relative';
import { loadScript } from './script';

export async function writeFiles(folder: string, { scale = 1, seed = 1 }: { readonly scale?: number; readonly seed?: number }): Promise<void> {
  const company = relativeCompany({ scale, seed });
  await mkdir(folder, { recursive: true });
  for (const [name, table] of Object.entries(company)) {
    await pipeline(Readable.from(csvOf(asNumbers(table))), createGzip(), createWriteStream(path.join(folder, `${name}.csv.gz`)));
  }
  await writeFile(path.join(folder, 'load.sql'), loadScript(company, { scale, seed }));
}

/** Times are days here, not yet instants. */
const asNumbers = (table: Table): Table => ({
  ...table,
  columns: table.columns.map((column) => (column.type === 'instant' ? { ...column, type: 'numeric' } : column)),
});
