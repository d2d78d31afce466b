/** The pack of alert rules on the demo company, evaluated as Grafana would. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { generateTables, type TableName } from '../../src/cli/demo/company';
import { openDuckdb } from '../../src/cli/demo/duckdb';
import { quoted } from '../../src/cli/demo/target';
import { duckdb } from '../../src/dialects/duckdb';
import { parseModelOrThrow } from '../../src/model/parse';
import type { AlertDefinition } from '../../src/native/alerts/AlertDefinition';
import { toRule } from '../../src/native/alerts/toRule';
import { evaluateRule, statementsOf, type Evaluation } from '../../src/native/grafana/evaluate';
import type { Rule } from '../../src/native/grafana/Rule';
import type { Row } from '../../src/result/read';
import type { Dialect } from '../../src/sql/Dialect';

export const demoModel = parseModelOrThrow(JSON.parse(readFileSync(path.join(__dirname, '../../examples/demo/model.json'), 'utf8')));

export const source = { type: 'grafana-postgresql-datasource', uid: 'sales-sql' };

export interface Asked {
  readonly dialect: Dialect;
  readonly run: (sql: string) => Promise<readonly Row[]>;
}

export async function evaluate(definition: AlertDefinition, { dialect, run }: Asked, now: Date): Promise<Evaluation & { readonly asked: Rule }> {
  const asked = toRule(definition, demoModel, dialect, { source });
  const answers: Record<string, readonly Row[]> = {};
  for (const { refId, sql } of statementsOf(asked, { now })) {
    answers[refId] = await run(sql);
  }
  return { ...evaluateRule(asked, answers), asked };
}

/** What the rules of the pack read. */
const tables: readonly TableName[] = ['users', 'stages', 'fx_rates', 'leads', 'lead_stage_history', 'deals', 'deal_stage_history', 'deal_changes', 'targets'];

export interface Seeded extends Asked {
  readonly close: () => Promise<void>;
}

/** The company of a seed in a DuckDB of its own, in memory: the tables that the rules read. */
export async function openSeed(parameters: { readonly asOf: string; readonly seed: number; readonly scale?: number }): Promise<Seeded> {
  const target = await openDuckdb(':memory:');
  await target.run('create schema crm');
  for (const [name, table] of Object.entries(generateTables(parameters, tables))) {
    const columns = table.columns.map((column) => `${quoted(column.name)} ${target.types[column.type]}`);
    await target.run(`create table crm.${name} (${columns.join(', ')})`);
    await target.fill(`crm.${name}`, table);
  }
  return { dialect: duckdb, run: target.run, close: target.close };
}
