/** `salesfunnel alerts`: the rules of the pack, and what they would say of a database now. */
import type { Command } from 'commander';
import { dialectById } from '../dialects';
import type { SalesModel } from '../model/types';
import { missingFor, pack } from '../native/alerts/pack';
import { rulesFor } from '../native/alerts/pack/rulesFor';
import { toYaml } from '../native/alerts/toYaml';
import { evaluateRule, statementsOf, type Evaluation } from '../native/grafana/evaluate';
import { readRules } from '../native/grafana/readRules';
import type { Rule, RuleGroup } from '../native/grafana/Rule';
import type { Answer } from '../native/grafana/steps';
import { SalesError } from '../sql/SalesError';
import { asJson, showAlerts, type Tried } from './alertsTable';
import type { Database } from './database';
import { readModel, readText } from './files';
import { parseTime } from './times';

export interface Surroundings {
  readonly write: (text: string) => void;
  readonly withDatabase: <T>(url: string | undefined, use: (database: Database) => Promise<T>) => Promise<T>;
}

/** The data source by which the demo's rules ask. */
const sqlSource = { type: 'grafana-postgresql-datasource', uid: 'sales-sql' };

/** Exit code of `alerts test` when something fires; 1 when a rule fails. */
const fires = 3;

export function addAlerts(program: Command, { write, withDatabase }: Surroundings): void {
  const alerts = program.command('alerts').description('alert rules: list, generate, test').exitOverride().configureOutput({ writeErr: () => undefined });
  const add = (name: string, description: string): Command => alerts.command(name).description(description).exitOverride().configureOutput({ writeErr: () => undefined });

  add('list', 'the rules that come with it, and which of them the model can answer')
    .option('--model <file>', 'the sales model, JSON')
    .action((options: { model?: string }) => write(listing(readModel(options.model))));

  add('generate', 'print the rules that a model can answer as a provisioning file; without links to panels')
    .option('--model <file>', 'the sales model, JSON')
    .option('--datasource-uid <uid>', 'the SQL data source in Grafana', sqlSource.uid)
    .action((options: { model?: string; datasourceUid: string }) =>
      write(toYaml(rulesFor(readModel(options.model), dialectById('postgres'), { ...sqlSource, uid: options.datasourceUid })))
    );

  add('test', `evaluate the rules as Grafana would; exit ${fires} when something fires, 1 when a rule fails`)
    .option('--db <url>', 'postgres://… or duckdb:<file>')
    .option('--model <file>', 'the sales model, JSON')
    .option('--now <instant>', 'the clock (default: now)')
    .option('--rules <files...>', 'provisioning files in place of the rules that come with it')
    .option('--all', 'show instances that are normal, too')
    .option('--format <format>', 'table or json', 'table')
    .action(async (options: { db?: string; model?: string; now?: string; rules?: string[]; all?: boolean; format: string }) => {
      if (options.format !== 'table' && options.format !== 'json') {
        throw new SalesError('usage/bad-option', `--format "${options.format}" is not known: use table or json`);
      }
      const model = readModel(options.model);
      const now = options.now ? parseTime(options.now, model.calendar.timeZone, '--now') : new Date();
      await withDatabase(options.db, async (database) => {
        const groups = options.rules ? options.rules.flatMap((file) => readRules(readText(file))) : rulesFor(model, database.dialect, sqlSource);
        const tried = await tryRules(groups, database, now);
        write(options.format === 'json' ? `${JSON.stringify(tried.map(asJson), null, 2)}\n` : showAlerts(tried, { all: options.all === true }));
        process.exitCode = exitCode(tried.map(({ evaluation }) => evaluation));
      });
    });
}

const exitCode = (evaluations: readonly Evaluation[]): number => {
  if (evaluations.some(({ error }) => error !== undefined)) {
    return 1;
  }
  return evaluations.some(({ instances }) => instances.some((one) => one.fires)) ? fires : 0;
};

async function tryRules(groups: readonly RuleGroup[], database: Database, now: Date): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const group of groups) {
    for (const rule of group.rules) {
      tried.push({ rule, folder: group.folder, evaluation: evaluateRule(rule, await answersOf(rule, database, now)) });
    }
  }
  return tried;
}

async function answersOf(rule: Rule, database: Database, now: Date): Promise<Readonly<Record<string, Answer>>> {
  const answers: Record<string, Answer> = {};
  for (const { refId, sql } of statementsOf(rule, { now })) {
    try {
      answers[refId] = await database.run(sql);
    } catch (error) {
      if (!(error instanceof SalesError)) {
        throw error;
      }
      answers[refId] = { error: error.message };
    }
  }
  return answers;
}

function listing(model: SalesModel): string {
  const rows = pack.flatMap(({ alerts }) => alerts.map(({ definition }) => definition(model)));
  const width = Math.max(...rows.map(({ id }) => id.length));
  return rows
    .map((one) => {
      const missing = missingFor(one, model);
      const by = one.by?.length ? ` (by ${one.by.join(', ')})` : '';
      return `${one.id.padEnd(width)}  ${one.severity.padEnd(8)}  ${one.title}${by}\n${missing ? `${' '.repeat(width + 12)}not available: ${missing}\n` : ''}`;
    })
    .join('');
}
