import type { Page } from '@playwright/test';

export interface Asked {
  readonly sql: string;
  readonly status: number;
}

/** What is asked of the database from now on, as it is answered. */
export function answersOf(page: Page): Asked[] {
  const answers: Asked[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/api/ds/query')) {
      const { queries = [] } = response.request().postDataJSON() ?? {};
      const sql = queries.map((query: { rawSql?: string }) => query.rawSql ?? '').join('\n');
      answers.push({ sql, status: response.status() });
    }
  });
  return answers;
}

/** Uncaught errors of the page, errors in its console and failed requests from now on. */
export function problemsOf(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') {
      problems.push(`console: ${message.text()}`);
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 400) {
      problems.push(`${response.status()} ${response.url()}`);
    }
  });
  return problems;
}
