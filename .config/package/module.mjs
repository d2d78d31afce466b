/** What Grafana can load of the bundle: modules that it shares, and nothing of React's insides. */
import { externals } from '../externals.mjs';

/** `react/jsx-runtime` is shared by some versions only, and React's insides change with each. */
const forbidden = ['jsx-runtime', '__SECRET_INTERNALS', '__CLIENT_INTERNALS'];

export function moduleProblems(files, read) {
  const problems = [];
  const module = read('module.js');
  const [, list] = /^(?:\/\*[\s\S]*?\*\/\s*)?define\((?:"[^"]*",\s*)?\[([^\]]*)\]/.exec(module) ?? [];
  if (list === undefined) {
    problems.push('module.js is no AMD module: it does not begin with define([…])');
  }
  for (const name of (list ?? '').split(',').map((one) => one.trim().replaceAll(/["']/g, '')).filter(Boolean)) {
    if (!externals.includes(name)) {
      problems.push(`module.js asks for ${name}, which Grafana does not share`);
    }
  }
  const scripts = files.filter((name) => name.endsWith('.js'));
  for (const name of scripts) {
    const text = read(name);
    problems.push(...forbidden.filter((word) => text.includes(word)).map((word) => `${name} has ${word} in it`));
    if (text.includes('sourceMappingURL=')) {
      problems.push(`${name} was built for development`);
    }
  }
  const chunks = scripts.filter((name) => name !== 'module.js');
  // The names of chunks are made of a name and a hash; an old build's hash is not in module.js.
  const hashes = chunks.map((name) => ({ name, hash: name.split('.').at(-2) }));
  problems.push(...hashes.filter(({ hash }) => !module.includes(hash)).map(({ name }) => `${name} is not of this build: module.js does not load it`));
  return problems;
}
