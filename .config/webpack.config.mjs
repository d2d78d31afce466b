/**
 * Builds dist/, which is what Grafana loads and what gets signed: module.js (AMD), plugin.json with its version
 * and date filled in, pictures and dashboards. What packagePlugin.mjs makes a zip of. Grafana shares the modules listed in externals.mjs at run time;
 * tests/integration/bundle.test.ts fails when module.js asks for any other.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import CopyWebpackPlugin from 'copy-webpack-plugin';
import TerserPlugin from 'terser-webpack-plugin';
import { externals } from './externals.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const plugin = JSON.parse(readFileSync(path.join(root, 'plugin.json'), 'utf8'));
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
// The variable is how packagers ask for the same bytes on another day.
const built = process.env.SOURCE_DATE_EPOCH ? new Date(1000 * Number(process.env.SOURCE_DATE_EPOCH)) : new Date();
const today = built.toISOString().slice(0, 10);
const fill = (content) => content.toString().replaceAll('%VERSION%', version).replaceAll('%TODAY%', today);

export default (env = {}) => ({
  mode: env.production ? 'production' : 'development',
  context: path.join(root, 'src'),
  entry: { module: './module.ts' },
  devtool: env.production ? false : 'source-map',
  externals,
  module: {
    rules: [
      {
        test: /\.tsx?$/,
        exclude: /node_modules/,
        use: {
          loader: 'swc-loader',
          options: {
            jsc: {
              target: 'es2022',
              parser: { syntax: 'typescript', tsx: true },
              transform: { react: { runtime: 'classic' } },
            },
          },
        },
      },
    ],
  },
  resolve: { extensions: ['.ts', '.tsx', '.js'] },
  output: {
    clean: true,
    path: path.join(root, 'dist'),
    filename: '[name].js',
    // The hash keeps a browser from using the file of an earlier version.
    chunkFilename: '[name].[contenthash:8].js',
    library: { type: 'amd' },
    publicPath: `public/plugins/${plugin.id}/`,
    uniqueName: plugin.id,
  },
  optimization: { minimizer: [new TerserPlugin({ extractComments: false })] },
  performance: { hints: false },
  plugins: [
    new CopyWebpackPlugin({
      patterns: [
        { from: path.join(root, 'plugin.json'), to: 'plugin.json', transform: fill },
        { from: path.join(root, 'src/img'), to: 'img' },
        ...plugin.info.screenshots.map((one) => ({ from: path.join(root, 'docs', one.path), to: one.path })),
        // Not the repository's own: its links lead to files that are not in the package.
        { from: path.join(root, 'src/README.md'), to: 'README.md' },
        { from: path.join(root, 'dashboards'), to: 'dashboards', noErrorOnMissing: true },
        ...['CHANGELOG.md', 'LICENSE'].map((file) => ({ from: path.join(root, file), to: '.', noErrorOnMissing: true })),
      ],
    }),
  ],
});
