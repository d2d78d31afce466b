/**
 * Rows of PostgreSQL → a data frame as Grafana's PostgreSQL data source sends it: numbers of any precision become
 * doubles, dates and zone-less timestamps are read as UTC, and no rows means no fields.
 */
import { readValue, typeOf, type ColumnType } from './columns';
import { longToWide } from './timeSeries';

export interface Rows {
  readonly columns: ReadonlyArray<{ readonly name: string; readonly oid: number }>;
  /** Text as PostgreSQL writes it, or null. */
  readonly rows: ReadonlyArray<ReadonlyArray<string | null>>;
  /** The row limit cut the answer. */
  readonly limited?: number;
}

export interface Field {
  readonly name: string;
  readonly type: ColumnType;
  readonly labels?: Readonly<Record<string, string>>;
  readonly values: readonly unknown[];
}

export interface FrameJson {
  readonly schema: {
    readonly refId: string;
    readonly meta: FrameMeta;
    readonly fields: ReadonlyArray<{
      readonly name: string;
      readonly type: string;
      readonly typeInfo: { readonly frame: string; readonly nullable: boolean };
      readonly labels?: Readonly<Record<string, string>>;
    }>;
  };
  readonly data: { readonly values: ReadonlyArray<readonly unknown[]>; readonly entities?: readonly unknown[] };
}

interface FrameMeta {
  readonly typeVersion: readonly [number, number];
  readonly executedQueryString: string;
  readonly notices?: ReadonlyArray<{ readonly severity: string; readonly text: string }>;
}

export interface Answer {
  readonly refId: string;
  readonly sql: string;
  readonly format: 'table' | 'time_series';
}

export function toFrame(answer: Answer, result: Rows): FrameJson {
  const meta: FrameMeta = {
    typeVersion: [0, 0],
    executedQueryString: answer.sql,
    ...(result.limited && {
      notices: [
        {
          severity: 'warning',
          text: `Results have been limited to ${result.limited} because the SQL row limit was reached`,
        },
      ],
    }),
  };
  if (result.rows.length === 0) {
    return { schema: { refId: answer.refId, meta, fields: [] }, data: { values: [] } };
  }
  const fields = readFields(result);
  return encode(answer.refId, meta, answer.format === 'table' ? fields : longToWide(fields));
}

/** The frame that goes with an error: it carries the SQL alone, for the query inspector. */
export function emptyFrame(answer: Pick<Answer, 'refId' | 'sql'>): FrameJson {
  return {
    schema: { refId: answer.refId, meta: { typeVersion: [0, 0], executedQueryString: answer.sql }, fields: [] },
    data: { values: [] },
  };
}

function readFields({ columns, rows }: Rows): Field[] {
  return columns.map(({ name, oid }, index) => {
    const type = typeOf(oid);
    const values = rows.map((row) => readValue(type, row[index] ?? null));
    return isReservedTime(name) && type.field === 'number'
      ? { name, type: typeOf('time'), values: values.map(epochToMilliseconds) }
      : { name, type, values };
  });
}

/** Grafana reads numbers in a column of this name as an epoch, in table format too. */
function isReservedTime(name: string): boolean {
  return name === 'time' || name.toLowerCase() === 'timeend';
}

/** Ten digits are seconds and nineteen nanoseconds; everything else is taken for milliseconds. */
function epochToMilliseconds(value: unknown): unknown {
  if (typeof value !== 'number') {
    return value;
  }
  const digits = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return Math.trunc(digits === 9 ? value * 1000 : digits === 18 ? value / 1e6 : value);
}

function encode(refId: string, meta: FrameMeta, fields: readonly Field[]): FrameJson {
  const entities = fields.map(({ values }) => notFinite(values));
  return {
    schema: {
      refId,
      meta,
      fields: fields.map(({ name, type, labels }) => ({
        name,
        type: type.field,
        typeInfo: { frame: type.frame, nullable: true },
        ...(labels && { labels }),
      })),
    },
    data: {
      values: fields.map(({ values }) => values),
      ...(entities.some((entry) => entry !== null) && { entities }),
    },
  };
}

/** JSON has no NaN and no infinity: they travel as the rows where they stand, and as null among the values. */
function notFinite(values: readonly unknown[]): Record<'NaN' | 'Inf' | 'NegInf', number[]> | null {
  const found = { NaN: [] as number[], Inf: [] as number[], NegInf: [] as number[] };
  values.forEach((value, row) => {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      found[Number.isNaN(value) ? 'NaN' : value > 0 ? 'Inf' : 'NegInf'].push(row);
    }
  });
  return found.NaN.length + found.Inf.length + found.NegInf.length > 0 ? found : null;
}
