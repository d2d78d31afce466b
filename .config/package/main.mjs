/** `npm run package`: builds the plugin, checks it, and writes release/<id>-<version>.zip; prints its sum. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import webpack from 'webpack';
import configure from '../webpack.config.mjs';
import { checkPackage } from './check.mjs';
import { zipPackage } from './zip.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const dist = path.join(root, 'dist');

const stats = await new Promise((resolve, reject) => {
  webpack(configure({ production: true }), (error, done) => (error ? reject(error) : resolve(done)));
});
const problems = stats.hasErrors() ? [stats.toString({ preset: 'errors-only' })] : checkPackage(dist);
if (problems.length > 0) {
  problems.forEach((problem) => console.error(problem));
  console.error('nothing was packed');
  process.exitCode = 1;
} else {
  const { name, bytes } = zipPackage(dist);
  mkdirSync(path.join(root, 'release'), { recursive: true });
  writeFileSync(path.join(root, 'release', name), bytes);
  console.log(`release/${name}: ${Math.round(bytes.length / 1000)} kB, sha256 ${createHash('sha256').update(bytes).digest('hex')}`);
}
