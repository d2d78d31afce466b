/** Removes what earlier starts left in the cache and nobody has used for a while. */
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

const keepFor = 3 * 86_400_000;

export function prune(cache: string, now = Date.now()): void {
  for (const name of existsSync(cache) ? readdirSync(cache) : []) {
    const entry = path.join(cache, name);
    if (/^(page|launch)-/.test(name) && now - statSync(entry).mtimeMs > keepFor) {
      rmSync(entry, { recursive: true, force: true });
    }
  }
}
