/**
 * Grafana's rules, a few of ours, and the import directions of docs/architecture.md: one zone a folder, so that a
 * wrong import is an error that names the rule it breaks.
 */
import grafana from '@grafana/eslint-config';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';

/** What each folder of src may import of the others; a folder may always import itself. */
const directions = {
  sql: [],
  dialects: ['sql'],
  formula: ['sql'],
  model: ['formula', 'sql'],
  metrics: ['model', 'formula', 'sql'],
  plan: ['metrics', 'model', 'formula', 'sql'],
  compile: ['plan', 'metrics', 'model', 'formula', 'sql'],
  result: ['compile', 'plan', 'metrics', 'model', 'formula', 'sql'],
  native: ['result', 'compile', 'plan', 'metrics', 'model', 'formula', 'sql'],
  frames: ['result', 'model'],
};
const pure = Object.keys(directions).filter((folder) => folder !== 'frames');
const all = {
  ...directions,
  datasource: [...pure, 'frames'],
  editors: [...pure, 'datasource'],
  cli: pure,
  dashboards: pure,
};

const says = (folder) => `docs/architecture.md: ${folder} imports ${all[folder].length ? `${all[folder].join(', ')} only` : 'no other folder'}`;
const zones = Object.entries(all).map(([folder, allowed]) => ({
  target: `./src/${folder}`,
  from: './src',
  except: [folder, ...allowed].map((name) => `./${name}`),
  message: says(folder),
}));

const tests = ['**/*.test.ts', '**/*.test.tsx', '**/*.fixture.ts', 'src/*/testing/**'];
const host = (names, message) => ({ group: names, message: `docs/architecture.md: ${message}` });
const grafanaPackages = host(['@grafana/*', '@emotion/*', 'react', 'react-dom', 'react/*', 'rxjs', 'rxjs/*'], 'this folder knows neither Grafana nor React');
const node = host(['node:*', 'pg', 'pg-*', '@duckdb/*', 'commander'], 'only src/cli runs in Node');
const restrict = (...patterns) => ({ 'no-restricted-imports': ['error', { paths: ['moment'], patterns }] });

const code = ['**/*.{ts,tsx,mjs,cjs,js}'];
const react = ['**/*.tsx', 'src/editors/**/*.ts', 'workbench/page/**/*.ts'];

export default [
  { ignores: ['**/node_modules/', 'dist/', '.cache/', '.data/', 'coverage/', 'test-results/', '**/.*.mjs'] },
  ...grafana.map((config) => ({ ...config, files: code })),
  {
    files: code,
    plugins: { 'import-x': importX },
    settings: { 'import-x/extensions': ['.ts', '.tsx', '.mjs', '.js'], 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] })] },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', 350],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/array-type': ['error', { default: 'array-simple', readonly: 'array-simple' }],
      // A type and a value of one module may be imported apart.
      'no-duplicate-imports': 'off',
      'import-x/no-duplicates': 'error',
      'import-x/no-self-import': 'error',
      'import-x/no-cycle': 'error',
      // Types replace them.
      'react/prop-types': 'off',
      // Rules of the React compiler, which does not compile this: a hook may start over when what it is asked changes.
      'react-hooks/refs': 'off',
      'react-hooks/set-state-in-effect': 'off',
    },
  },
  // Where there is no React, a function may be called `use`.
  { files: code, ignores: react, rules: { 'react-hooks/rules-of-hooks': 'off' } },
  { files: ['**/*.test.tsx', 'tests/jest/**'], rules: { 'react-hooks/exhaustive-deps': 'off', 'react/display-name': 'off' } },
  {
    files: ['**/*.{ts,tsx}'],
    rules: { '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }] },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: tests,
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'import-x/no-default-export': 'error',
      'no-console': 'error',
    },
  },
  { files: pure.map((folder) => `src/${folder}/**/*.ts`), ignores: tests, rules: restrict(grafanaPackages, node) },
  { files: ['src/cli/**/*.ts', 'src/dashboards/**/*.ts'], ignores: tests, rules: restrict(grafanaPackages) },
  { files: ['src/frames/**/*.ts'], ignores: tests, rules: restrict(node, host(['@grafana/runtime', '@grafana/ui', 'react'], 'frames imports @grafana/data only')) },
  { files: ['src/datasource/**/*.{ts,tsx}', 'src/editors/**/*.{ts,tsx}', 'src/module.ts'], ignores: tests, rules: restrict(node) },
  {
    // The workbench shows the plugin that was built, as Grafana does.
    files: ['workbench/**/*.{ts,tsx,mjs}'],
    rules: {
      // Plugins ask their host for it.
      'no-restricted-imports': 'off',
      'import-x/no-restricted-paths': [
        'error',
        { basePath: import.meta.dirname, zones: [{ target: './workbench', from: './src', message: 'docs/architecture.md: the workbench uses the built plugin, never src/' }] },
      ],
    },
  },
];
