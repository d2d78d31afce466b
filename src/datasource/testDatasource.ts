/** Save & test: from the SQL data source inwards, everything that is wrong with its remedy, or what can be asked. */
import type { TestDataSourceResponse } from '@grafana/data';
import { firstValueFrom } from 'rxjs';
import { listMetrics } from '../metrics/catalogue';
import type { SalesModel } from '../model/types';
import { probes } from '../compile/probes';
import { literal } from '../sql/build';
import { print } from '../sql/print';
import { SalesError } from '../sql/SalesError';
import { reasonOf } from './errors';
import { problemText, type Problem } from './model';
import { createRun, type Backend, type Outcome, type Run } from './runner';
import type { Source } from './source';

export interface TestServices {
  /** @throws SalesError when none is chosen or it cannot be used */
  findSource(): Source;
  backendOf(source: Source): Backend;
  readonly model: SalesModel | undefined;
  readonly problems: readonly Problem[];
}

interface Finding {
  readonly severity: 'error' | 'warning';
  readonly text: string;
}

export async function testDatasource({
  findSource,
  backendOf,
  model,
  problems,
}: TestServices): Promise<TestDataSourceResponse> {
  try {
    const source = findSource();
    const backend = backendOf(source);
    const run = createRun(source, backend);
    await checkConnection(source, backend, run);
    if (!model) {
      return report(
        problems.map((problem) => ({ severity: 'error', text: problemText(problem) })),
        'The sales model has problems'
      );
    }
    const findings = await probe(model, source, run);
    return findings.length
      ? report(findings, `"${source.name}" answers, but does not fit the sales model`)
      : success(model, source);
  } catch (error) {
    if (error instanceof SalesError) {
      return { status: 'error', message: sentence(error.message), details: { message: '', verboseMessage: '' } };
    }
    throw error;
  }
}

/** @throws SalesError `source/…` */
async function checkConnection({ name, dialect }: Source, backend: Backend, run: Run): Promise<void> {
  const health = await backend.callHealthCheck();
  if (health && health.status !== 'OK') {
    throw new SalesError(
      'source/unhealthy',
      `"${name}" does not answer: ${health.message || 'no reason given'}; test it on its own settings page first`
    );
  }
  const [outcome] = await firstValueFrom(
    run([print({ kind: 'select', columns: [{ as: 'one', of: literal(1) }] }, dialect)], {})
  );
  if (outcome && 'error' in outcome) {
    throw outcome.error;
  }
}

/** Statements that a POST holds; the server runs those of one POST side by side. */
const batch = 8;

async function probe(model: SalesModel, { dialect }: Source, run: Run): Promise<Finding[]> {
  const all = probes(model, dialect);
  const outcomes: Outcome[] = [];
  for (let from = 0; from < all.length; from += batch) {
    const statements = all.slice(from, from + batch).map(({ select }) => print(select, dialect));
    outcomes.push(...(await firstValueFrom(run(statements, {}))));
  }
  return all.flatMap(({ place, judge }, at) => {
    const outcome = outcomes[at]!;
    const findings = judge('error' in outcome ? { error: reasonOf(outcome.error) } : { rows: outcome.rows });
    return findings.map(({ severity, message }) => ({ severity, text: place ? `${place}: ${message}` : message }));
  });
}

function report(findings: readonly Finding[], message: string): TestDataSourceResponse {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const ordered = [...errors, ...findings.filter(({ severity }) => severity === 'warning')].map(({ text }) => text);
  const status = errors.length ? 'error' : 'warning';
  const title = errors.length ? message : `Works, with ${count(ordered.length, 'warning')}`;
  return {
    status,
    message: sentence(title),
    details: { message: ordered[0], verboseMessage: ordered.length > 1 ? ordered.join('\n') : '' },
  };
}

function success(model: SalesModel, { name, dialect }: Source): TestDataSourceResponse {
  const metrics = listMetrics(model).filter(({ later }) => !later);
  const missing = metrics.filter((one) => one.missing !== undefined);
  const tables = Object.keys(model.entities).length + Object.keys(model.history).length;
  return {
    status: 'success',
    message: `Reads ${count(tables, 'table')} of "${name}" (${dialect.label}): ${metrics.length - missing.length} of ${metrics.length} metrics can be asked for.`,
    details: {
      message: missing.length ? `Not available: ${missing.map(({ info }) => info.label).join(', ')}.` : '',
      verboseMessage: missing.map((one) => `${one.info.label} (${one.info.id}): ${one.missing}`).join('\n'),
    },
  };
}

const count = (many: number, noun: string): string => `${many} ${noun}${many === 1 ? '' : 's'}`;

const sentence = (text: string): string =>
  text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');
