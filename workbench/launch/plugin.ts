/** Builds the plugin into dist/ with its own webpack configuration, unless dist/ holds that build already. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { fingerprint } from './fingerprint';

const inputs = [
  'src',
  'plugin.json',
  'package.json',
  'package-lock.json',
  'dashboards',
  '.config/webpack.config.mjs',
  '.config/externals.mjs',
  'docs/img',
  'CHANGELOG.md',
  'LICENSE',
];

/** True when it was built, false when it was there. */
export async function buildPlugin(root: string, cache: string): Promise<boolean> {
  const stamp = path.join(cache, 'plugin.stamp');
  const state = () => `${fingerprint(root, inputs)} ${fingerprint(root, ['dist'])}`;
  if (existsSync(path.join(root, 'dist/module.js')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === state()) {
    return false;
  }
  const { default: webpack } = await import('webpack');
  const { default: configure } = await import(pathToFileURL(path.join(root, '.config/webpack.config.mjs')).href);
  await new Promise<void>((resolve, reject) => {
    webpack(configure({ production: true }), (error, stats) => {
      if (error || !stats || stats.hasErrors()) {
        reject(
          new Error(`the plugin does not build:\n${error?.message ?? stats?.toString({ preset: 'errors-only' }) ?? ''}`)
        );
      } else {
        resolve();
      }
    });
  });
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, state());
  return true;
}
