/** The command line. Answers go to standard output, errors to standard error as `code: sentence`; 1 fails, 2 is usage. */
import { Command, CommanderError, Option } from 'commander';
import { dialectById } from '../dialects';
import { SalesError } from '../sql/SalesError';
import { addAlerts } from './alerts';
import { exportedDashboard, type ExportOptions } from './exportDashboard';
import { check } from './check';
import { openDatabase, type Database } from './database';
import { writeFiles } from './demo/files/writeFiles';
import { loadDemo } from './demo/load';
import { readModel, readText } from './files';
import { formatResult, type Format } from './format';
import { metricsListing } from './listing';
import { metricsMarkdown } from './markdown';
import { toQuery, toRange, type QueryOptions } from './options';
import { answer, sqlOf } from './run';
import { parseTime } from './times';

const write = (text: string): void => {
  process.stdout.write(text);
};

async function withDatabase<T>(url: string | undefined, use: (database: Database) => Promise<T>): Promise<T> {
  if (!url) {
    throw new SalesError('usage/no-database', 'no database is given: add --db postgres://user:password@host:port/name or --db duckdb:<file>');
  }
  const database = await openDatabase(url);
  try {
    return await use(database);
  } finally {
    await database.close();
  }
}

/** An option that may be given several times. */
const list = (flags: string, description: string): Option =>
  new Option(flags, description).default([], 'none').argParser((value: string, all: string[]) => [...all, value]);

function questionOptions(command: Command): Command {
  return command
    .option('--model <file>', 'the sales model, JSON')
    .option('--query <file>', 'a saved query, JSON; - for standard input')
    .option('--metrics <ids>', 'metrics, separated by commas')
    .option('--funnel', 'the funnel')
    .option('--records <entity>', 'the rows behind a number: of deal or lead')
    .option('--which <set>', 'which rows: created, won, open, stalled, … (default: created)')
    .option('--columns <ids>', 'columns of the rows, separated by commas')
    .option('--quality', 'the data-quality checks')
    .option('--waterfall', 'from the open pipeline at the start to that at the end')
    .option('--closing <period>', 'waterfall of the deals expected to close in this-month, next-quarter, …')
    .option('--bars', 'add the pieces of a stacked bar chart')
    .option('--by <dimensions>', 'group by these, separated by commas')
    .option('--grain <grain>', 'day, week, month, quarter or year')
    .option('--from <date>', 'start, inclusive (default: 90 days before the end)')
    .option('--to <date>', 'end, exclusive (default: now)')
    .addOption(list('--filter <dim=value>', 'keep these rows; also !=, =~ and !~; may be repeated'))
    .option('--compare <with>', 'previous-period or previous-year')
    .option('--entity <entity>', 'funnel of deal, lead or lead-to-deal')
    .option('--pipeline <id>', 'pipeline of the funnel or waterfall')
    .option('--steps <ids>', 'stages to show')
    .option('--exclude <ids>', 'stages to leave out')
    .option('--policy <policy>', 'reached, strict or any')
    .option('--measure <measure>', 'count or amount')
    .option('--window <days>', 'conversion window, such as 90d')
    .option('--basis <basis>', 'cohort or event')
    .option('--mature-only', 'leave out entries that are too young to tell')
    .option('--horizon <days>', 'days after which a cohort is mature')
    .option('--period <period>', 'this, next or last month or quarter, or this year, such as next-month, instead of --from and --to')
    .option('--order <metric[:asc]>', 'order rows by this metric, or records by this column; the largest first')
    .option('--limit <n>', 'rows to keep')
    .option('--evidence', 'add n, intervals and maturity')
    .option('--now <instant>', 'the clock (default: now)');
}

function build(): Command {
  const program = new Command('salesfunnel').description('Sales metrics and funnels from your own sales database').exitOverride().configureOutput({ writeErr: () => undefined });
  const add = (name: string, description: string): Command => program.command(name).description(description).exitOverride().configureOutput({ writeErr: () => undefined });

  questionOptions(add('query', 'answer a question'))
    .option('--db <url>', 'postgres://… or duckdb:<file>')
    .option('--format <format>', 'table, json or csv', 'table')
    .action(async (options: QueryOptions & { db?: string; model?: string; format: string }) => {
      if (!['table', 'json', 'csv'].includes(options.format)) {
        throw new SalesError('usage/bad-option', `--format "${options.format}" is not known: use table, json or csv`);
      }
      const model = readModel(options.model);
      const query = toQuery(options, readText);
      const range = toRange(options, model);
      await withDatabase(options.db, async (database) => {
        const { result, sql } = await answer(query, model, range, database);
        write(formatResult(result, sql, options.format as Format));
      });
    });

  questionOptions(add('sql', 'print the statement of a question; needs no database'))
    .option('--dialect <id>', 'postgres or duckdb', 'postgres')
    .action((options: QueryOptions & { model?: string; dialect: string }) => {
      const model = readModel(options.model);
      const statements = sqlOf(toQuery(options, readText), model, toRange(options, model), dialectById(options.dialect));
      write(`${statements.join(';\n\n')};\n`);
    });

  add('check', 'compare a model with a database; exit 1 when something is wrong')
    .option('--db <url>', 'postgres://… or duckdb:<file>')
    .option('--model <file>', 'the sales model, JSON')
    .option('--now <instant>', 'the clock (default: now)')
    .action(async (options: { db?: string; model?: string; now?: string }) => {
      const model = readModel(options.model);
      const now = options.now ? parseTime(options.now, model.calendar.timeZone, '--now') : new Date();
      const fits = await withDatabase(options.db, (database) => check(model, database, now, write));
      process.exitCode = fits ? 0 : 1;
    });

  add('metrics', 'list the catalogue; with a model, what can be asked for')
    .option('--model <file>', 'the sales model, JSON')
    .option('--markdown', 'as a page to read, with formulas and caveats')
    .action((options: { model?: string; markdown?: boolean }) => {
      const model = options.model ? readModel(options.model) : undefined;
      write(options.markdown ? metricsMarkdown(model) : metricsListing(model));
    });

  addAlerts(program, { write, withDatabase });

  add('demo', 'create the demo company in a schema of its own')
    .option('--db <url>', 'postgres://… or duckdb:<file>')
    .option('--files <folder>', 'instead of a database: load.sql and data, which psql loads for the day it is run on')
    .option('--as-of <date>', 'the day that is today for it (default: today)')
    .option('--scale <factor>', 'size; 1 is about 20,000 deals', '1')
    .option('--seed <n>', 'another company of the same kind', '1')
    .option('--schema <name>', 'schema to create', 'crm')
    .action(async (options: { db?: string; files?: string; asOf?: string; scale: string; seed: string; schema: string }) => {
      if (options.files) {
        await writeFiles(options.files, { scale: Number(options.scale), seed: Number(options.seed) });
        write(`the demo company is in ${options.files}: run "psql -f load.sql" there\n`);
        return;
      }
      if (!options.db) {
        throw new SalesError('usage/no-database', 'no database is given: add --db postgres://… or --db duckdb:<file>');
      }
      const asOf = options.asOf ?? new Date().toISOString();
      await loadDemo(options.db, { schema: options.schema, asOf, scale: Number(options.scale), seed: Number(options.seed) });
      write(`the demo company is in the schema "${options.schema}"; its model is examples/demo/model.json\n`);
    });
  add('export-dashboard', 'write a dashboard in plain SQL, which can be shared publicly and needs no plugin')
    .argument('<file>', 'the dashboard, JSON')
    .option('--model <file>', 'the sales model, JSON')
    .option('--dialect <id>', 'postgres or duckdb', 'postgres')
    .option('--datasource-uid <uid>', 'uid of the SQL data source')
    .addOption(list('--var <name=value>', 'freeze a variable to this value; may be repeated'))
    .action((file: string, options: ExportOptions) => {
      const { json, notes } = exportedDashboard(file, options);
      notes.forEach((note) => process.stderr.write(`note: ${note}\n`));
      write(json);
    });
  return program;
}

/** What was typed is wrong, whatever the database and the model say. */
const isUsage = (code: string): boolean => code.startsWith('usage/') || code === 'dialect/unknown' || code === 'db/unknown-url';

/** Exit code: 0, 1 for an error, 2 for wrong usage. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    await build().parseAsync([...args], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) {
      const asked = error.code === 'commander.helpDisplayed' || error.code === 'commander.help';
      if (!asked || error.exitCode !== 0) {
        process.stderr.write(`usage: ${error.message.replace(/^error: /, '').replace('(outputHelp)', 'give a command: query, sql, check, metrics, alerts, export-dashboard or demo (--help explains)')}\n`);
      }
      return error.exitCode === 0 ? 0 : 2;
    }
    if (error instanceof SalesError) {
      process.stderr.write(`${error.code}: ${error.message}\n`);
      return isUsage(error.code) ? 2 : 1;
    }
    process.stderr.write(`bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  }
}
