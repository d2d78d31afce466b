/** npm test: builds the plugin, because some tests read what is shipped, then runs every suite that needs no browser. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const run = (script, args) => spawnSync(process.execPath, [script, ...args], { stdio: 'inherit' }).status ?? 1;

process.exitCode =
  run(require.resolve('webpack/bin/webpack.js'), ['--config', '.config/webpack.config.mjs', '--env', 'production', '--stats', 'errors-only']) ||
  run(require.resolve('jest/bin/jest'), process.argv.slice(2));
