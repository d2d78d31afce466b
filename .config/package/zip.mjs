/**
 * The same folder as the same bytes: files in the order of their paths, dated by plugin.json, under one folder with the
 * plugin's id, as "grafana cli --pluginUrl" expects them.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { filesOf } from './check.mjs';

/** Unix files that everybody may read and nobody run: Grafana often runs as a user of its own. */
const attributes = { os: 3, attrs: 0o100644 << 16 };

/** @returns the zip's name and bytes */
export function zipPackage(folder) {
  const { id, info } = JSON.parse(readFileSync(path.join(folder, 'plugin.json'), 'utf8'));
  const [year, month, day] = info.updated.split('-').map(Number);
  // A zip has wall-clock times, and the library takes them from the local ones of a date.
  const mtime = new Date(year, month - 1, day);
  const entries = filesOf(folder).map((name) => [`${id}/${name}`, [new Uint8Array(readFileSync(path.join(folder, name))), { ...attributes }]]);
  return { name: `${id}-${info.version}.zip`, bytes: zipSync(Object.fromEntries(entries), { level: 9, mtime }) };
}
