/** A hash of files and folders by name and content: what is unchanged is not built again. */
import { createHash, type Hash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

export function fingerprint(root: string, places: readonly string[]): string {
  const hash = createHash('sha256');
  for (const place of places) {
    add(hash, root, place);
  }
  return hash.digest('hex').slice(0, 16);
}

function add(hash: Hash, root: string, place: string): void {
  const at = path.join(root, place);
  if (!existsSync(at)) {
    return;
  }
  if (statSync(at).isDirectory()) {
    for (const name of readdirSync(at).sort()) {
      add(hash, root, path.join(place, name));
    }
    return;
  }
  if (/\.test\.tsx?$/.test(place)) {
    return;
  }
  const content = readFileSync(at);
  hash.update(`${place.split(path.sep).join('/')}\0${content.length}\0`).update(content);
}
