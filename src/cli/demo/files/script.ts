/**
 * load.sql: creates the schema and fills it from the CSV files beside it, so that the data end today. For psql, which
 * is all that it needs. Its functions and the parts of the rows live in a schema that is gone at the end.
 */
import { generatorVersion, tableNames, type TableName } from '../company';
import { forecastsShape } from '../forecasts';
import { defaultSchema, markTable } from '../load';
import { types } from '../postgres';
import { ratesShape } from '../rates';
import { tableOf, type Column, type Table } from '../tables';
import { quoted } from '../target';
import { targetsShape } from '../targets';
import { expectedCloseSql, plansSql, pushesSql, quartersSql, ratesSql } from './calendarSql';
import { clockSql } from './clockSql';
import { datedTables, type RelativeCompany } from './relative';

const to = defaultSchema;
const parts = `${defaultSchema}_parts`;
/** Dates that lie so many whole days before today; all other times are days of the even axis. */
const wholeDays = ['spent_on', 'worked_on', 'used_on'];
const isTime = ({ type }: Column): boolean => type === 'instant' || type === 'local' || type === 'date';
const list = (columns: readonly string[]): string => columns.map(quoted).join(', ');

export function loadScript(company: RelativeCompany, parameters: { readonly scale: number; readonly seed: number }): string {
  const finished = finishedTables(company);
  const named = (names: readonly TableName[], write: (name: TableName, table: Table) => string) =>
    names.map((name) => write(name, finished[name])).join('\n');
  return [
    head,
    `create schema ${parts};`,
    ...Object.entries(company).map(([name, table]) => partSql(name, table)),
    clockSql(parts),
    quartersSql({ parts }),
    named(tableNames, (name, { columns }) =>
      `drop table if exists ${to}.${name};\ncreate table ${to}.${name} (${columns.map((column) => `${quoted(column.name)} ${types[column.type]}`).join(', ')});`
    ),
    ...datedTables.filter((name) => name !== 'deal_changes').map((name) => datedSql(name, finished[name])),
    pushesSql({ parts, to }),
    datedSql('deal_changes', finished.deal_changes),
    ratesSql({ parts, to }),
    plansSql({ parts, to, scale: parameters.scale }),
    `drop schema ${parts} cascade;`,
    named(tableNames, (name, { key, indexes }) =>
      [`alter table ${to}.${name} add primary key (${list(key)});`, ...indexes.map((index) => `create index on ${to}.${name} (${list(index)});`)].join('\n')
    ),
    `drop table if exists ${to}.${markTable};`,
    `create table ${to}.${markTable} (tables text, generator_version integer, parameters text, loaded_at timestamptz);`,
    `insert into ${to}.${markTable} values ('${tableNames.join(' ')}', ${generatorVersion}, '${JSON.stringify(parameters)}', current_timestamp);`,
    'commit;',
    named(tableNames, (name) => `analyze ${to}.${name};`),
    '',
  ].join('\n');
}

const head = `-- Written by "salesfunnel demo --files" with the CSV files beside it. Loads the demo company into the schema "${to}", so
-- that its data end today: in this folder, psql -f load.sql "postgres://…". It replaces what it loaded before.
-- For another day: PGOPTIONS="-c salesfunnel.as_of=2026-10-01" psql …
\\set ON_ERROR_STOP on
set client_min_messages = warning;
begin;
do $do$
begin
  if to_regnamespace('${to}') is not null and to_regclass('${to}.${markTable}') is null then
    raise exception 'schema "${to}" exists and was not made by this file';
  end if;
end $do$;
create schema if not exists ${to};`;

/** The tables as they will be, without rows. */
function finishedTables(company: RelativeCompany): Record<TableName, Table> {
  return {
    ...company,
    // The parts after these columns are for calendarSql.ts.
    deals: { ...company.deals, columns: company.deals.columns.filter(({ name }) => !/^(ended|close_\w+)$/.test(name)) },
    fx_rates: tableOf(ratesShape, []),
    targets: tableOf(targetsShape, []),
    forecasts: tableOf(forecastsShape, []),
  };
}

/** Times are numbers of days in the files. */
const partType = (column: Column): string => (isTime(column) ? 'float8' : types[column.type]);

const partSql = (name: string, { columns }: Table): string => `create table ${parts}.${name} (${columns.map((column) => `${quoted(column.name)} ${partType(column)}`).join(', ')});
\\copy ${parts}.${name} from program 'gunzip -c ${name}.csv.gz' with (format csv)`;

function datedSql(name: (typeof datedTables)[number], { columns }: Table): string {
  const alias = name === 'deals' ? 'deal' : name;
  const values = columns.map((column) => valueSql(alias, column));
  const pushes = name === 'deal_changes' ? ` left join ${parts}.push_dates using (id)` : '';
  return `insert into ${to}.${name}\nselect ${values.join(', ')}\nfrom ${parts}.${name} as ${alias}${pushes};`;
}

function valueSql(table: string, column: Column): string {
  const value = `${table}.${quoted(column.name)}`;
  switch (`${table}.${column.name}`) {
    case 'deal.expected_close':
      return expectedCloseSql(parts);
    case 'deal_changes.old_value':
      return `coalesce(old_date::text, ${value})`;
    case 'deal_changes.new_value':
      return `coalesce(new_date::text, ${value})`;
  }
  if (wholeDays.includes(column.name)) {
    return `${parts}.today() + ${value}::integer`;
  }
  return isTime(column) ? `${parts}.${column.type}_at(${value})` : value;
}
