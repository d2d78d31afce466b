// Two projects: "node" for everything pure, on engines and on files; "browser" (jsdom) for what imports @grafana/ui.
const esm = [
  '.pnpm', '@date-fns/tz', '@react-hookz/web', '@ver0/deep-equal', '@grafana/schema', '@wojtekmaj/date-utils', 'date-fns', 'd3', 'd3-color',
  'd3-force', 'd3-interpolate', 'd3-scale-chromatic', 'get-user-locale', 'jsep', 'marked', 'memoize', 'mimic-function', 'ol',
  'react-calendar', 'react-colorful', 'rxjs', 'uuid', 'zod',
];
const shared = {
  transform: {
    '^.+\\.(m?[tj]sx?|cjs)$': ['@swc/jest', { sourceMaps: 'inline', jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2022' } }],
  },
  transformIgnorePatterns: [`node_modules/(?!.*(${esm.join('|')})/.*)`],
};
module.exports = {
  // Suites share two cores with a database server: a slow machine is no failure.
  testTimeout: 60_000,
  projects: [
    {
      ...shared,
      displayName: 'node',
      testEnvironment: 'node',
      globalSetup: '<rootDir>/tests/jest/startPostgres.mjs',
      globalTeardown: '<rootDir>/tests/jest/stopPostgres.mjs',
      testMatch: ['<rootDir>/src/**/*.test.ts', '<rootDir>/tests/{golden,property,integration,reference}/**/*.test.ts', '<rootDir>/workbench/**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'browser',
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/src/**/*.test.tsx'],
      setupFilesAfterEnv: ['<rootDir>/tests/jest/browser.js'],
      moduleNameMapper: {
        '\\.(css|scss|sass)$': 'identity-obj-proxy',
        'react-inlinesvg': '<rootDir>/tests/jest/svg.js',
        '^monaco-editor$': '<rootDir>/tests/jest/monaco.js',
        '^@monaco-editor/react$': '<rootDir>/tests/jest/monacoReact.js',
      },
    },
  ],
};
