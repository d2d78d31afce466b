/**
 * Whether a folder can be packed as a plugin: what Grafana's plugin validator asks for, as far as no network is needed
 * for it, and what our own bundle must keep to. `node .config/package/check.mjs dist` prints each problem.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { metadataProblems } from './metadata.mjs';
import { moduleProblems } from './module.mjs';

const required = ['module.js', 'plugin.json', 'README.md', 'CHANGELOG.md', 'LICENSE'];
/** Chunks, pictures and dashboards beside those; nothing else is shipped. */
const others = [/^[\w.-]+\.js$/, /^img\/[\w.-]+\.(svg|png)$/, /^dashboards\/[\w-]+\.json$/];

/** Files of a folder by their path with slashes, in the order of their paths. */
export const filesOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();

/** @returns sentences; none means that it can be packed */
export function checkPackage(folder) {
  const files = filesOf(folder);
  const missing = required.filter((name) => !files.includes(name));
  if (missing.length > 0) {
    return missing.map((name) => `${name} is missing`);
  }
  const read = (name) => readFileSync(path.join(folder, name), 'utf8');
  const strange = files.filter((name) => !required.includes(name) && !others.some((pattern) => pattern.test(name)));
  const { plugin, problems } = metadataProblems(read('plugin.json'), files, read);
  return [
    ...strange.map((name) => `${name} is no file of a plugin`),
    ...problems,
    ...moduleProblems(files, read),
    ...textProblems(read, (name) => existsSync(path.join(folder, name)), plugin?.info?.version),
  ];
}

function textProblems(read, exists, version) {
  const problems = [];
  const readme = read('README.md');
  if (readme.trim().length < 500) {
    problems.push('README.md says too little to be of use');
  }
  for (const [, target] of readme.matchAll(/!?\[[^\]]*\]\(([^)\s]+)\)/g)) {
    if (!/^(https:|#|mailto:)/.test(target) && !exists(target.split('#')[0])) {
      problems.push(`README.md leads to ${target}, which is not in the package`);
    }
  }
  if (!/^ *Apache License\s+Version 2\.0/m.test(read('LICENSE'))) {
    problems.push('LICENSE is not the Apache License 2.0');
  }
  if (!read('CHANGELOG.md').split('\n').some((line) => line.startsWith('## ') && line.slice(3).split(' ')[0] === version)) {
    problems.push(`CHANGELOG.md has no heading "## ${version}"`);
  }
  return problems;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const problems = checkPackage(process.argv[2] ?? 'dist');
  problems.forEach((problem) => console.error(problem));
  process.exitCode = problems.length > 0 ? 1 : 0;
}
