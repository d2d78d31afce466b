/** What Grafana's server answers for a rule, and what the command line says of the same rule. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { APIRequestContext } from '@playwright/test';

export interface Rule {
  readonly uid: string;
  readonly title: string;
  readonly condition: string;
  readonly data: ReadonlyArray<{ readonly refId: string }>;
}

/** By labels, as JSON with sorted keys: the value of each step; null where there is none. */
export type Instances = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

interface Frame {
  readonly schema: {
    readonly fields: ReadonlyArray<{
      readonly name: string;
      readonly type: string;
      readonly labels?: Record<string, string>;
    }>;
  };
  readonly data: { readonly values: ReadonlyArray<readonly unknown[]> };
}

interface Answer {
  readonly results: Readonly<Record<string, { readonly error?: string; readonly frames?: readonly Frame[] }>>;
}

const root = path.resolve(__dirname, '../..');
const run = promisify(execFile);

const key = (labels: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(labels).sort()));

export const rulesOf = async (request: APIRequestContext): Promise<readonly Rule[]> =>
  (await (await request.get('/api/v1/provisioning/alert-rules')).json()) as Rule[];

/** @throws where a step fails */
export async function evaluatedByGrafana(
  request: APIRequestContext,
  { data, condition, uid }: Rule,
  now: string
): Promise<Instances> {
  const answer = await request.post('/api/v1/eval', { data: { data, condition, now } });
  if (!answer.ok()) {
    throw new Error(`${uid}: ${answer.status()} ${await answer.text()}`);
  }
  const { results } = (await answer.json()) as Answer;
  const instances: Record<string, Record<string, number | null>> = {};
  for (const [refId, { error, frames = [] }] of Object.entries(results)) {
    if (error) {
      throw new Error(`${uid}, ${refId}: ${error}`);
    }
    for (const [labels, value] of frames.flatMap(numbersIn)) {
      (instances[key(labels)] ??= {})[refId] = value;
    }
  }
  // A number without labels, such as when the window began, is one of each instance.
  const { [key({})]: shared = {}, ...labelled } = instances;
  return condition in shared
    ? instances
    : Object.fromEntries(Object.entries(labelled).map(([labels, values]) => [labels, { ...values, ...shared }]));
}

/** Rows of a statement carry their labels as columns of text, the numbers of an expression as labels. */
function numbersIn({
  schema: { fields },
  data: { values },
}: Frame): Array<[labels: Record<string, unknown>, value: number | null]> {
  return fields.flatMap((field, at) =>
    field.type === 'number'
      ? (values[at] ?? []).map((value, row): [Record<string, unknown>, number | null] => [
          field.labels ??
            Object.fromEntries(
              fields.flatMap(({ name, type }, column) => (type === 'string' ? [[name, values[column]?.[row]]] : []))
            ),
          value as number | null,
        ])
      : []
  );
}

/** By rule; `alerts test` reads the same database at the same instant. */
export async function evaluatedByCommand(database: string, now: string): Promise<ReadonlyMap<string, Instances>> {
  const program = [
    path.join(root, 'bin/salesfunnel.mjs'),
    'alerts',
    'test',
    '--all',
    '--format',
    'json',
    '--now',
    now,
    '--db',
    database,
    '--model',
    path.join(root, 'examples/demo/model.json'),
  ];
  // It ends with 3 when something fires.
  const { stdout } = await run(process.execPath, program, { maxBuffer: 1e8 }).catch(
    (error: { code: number; stdout: string }) => {
      if (error.code === 3) {
        return error;
      }
      throw error;
    }
  );
  const said = JSON.parse(stdout) as Array<{
    rule: string;
    instances: Array<{ labels: Record<string, string>; values: Record<string, number | null> }>;
  }>;
  return new Map(
    said.map(({ rule, instances }) => [
      rule,
      Object.fromEntries(instances.map(({ labels, values }) => [key(labels), values])),
    ])
  );
}

/** Where the demo is: as Grafana's data source has it, if this computer can reach that; else say it. */
export async function databaseOf(request: APIRequestContext): Promise<string> {
  const { SALES_DATABASE_URL: said, SALES_SQL_PASSWORD: password } = process.env;
  const { url, user, jsonData } = (await (await request.get('/api/datasources/uid/sales-sql')).json()) as {
    url: string;
    user: string;
    jsonData: { database: string };
  };
  return said ?? `postgres://${user}:${password ?? user}@${url}/${jsonData.database}`;
}
