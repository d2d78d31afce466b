/** PostgreSQL's types, by object id, as Grafana's field types. What is not listed arrives as text. */

export interface ColumnType {
  /** The type in the browser. */
  readonly field: 'number' | 'boolean' | 'time' | 'string' | 'other';
  /** The type in Grafana's server. */
  readonly frame: string;
}

const time: ColumnType = { field: 'time', frame: 'time.Time' };
const text: ColumnType = { field: 'string', frame: 'string' };
const float: ColumnType = { field: 'number', frame: 'float64' };
const json: ColumnType = { field: 'other', frame: 'json.RawMessage' };

const byOid = new Map<number | 'time' | 'float', ColumnType>([
  ['time', time],
  ['float', float],
  [16, { field: 'boolean', frame: 'bool' }],
  [20, { field: 'number', frame: 'int64' }],
  [21, { field: 'number', frame: 'int16' }],
  [23, { field: 'number', frame: 'int32' }],
  [114, json],
  [700, float],
  [701, float],
  [1082, time],
  [1114, time],
  [1184, time],
  [1700, float],
  [3802, json],
]);

export function typeOf(oid: number | 'time' | 'float'): ColumnType {
  return byOid.get(oid) ?? text;
}

/** A value of PostgreSQL's text protocol as it stands in a frame; times are milliseconds. */
export function readValue({ field }: ColumnType, value: string | null): unknown {
  if (value === null) {
    return null;
  }
  switch (field) {
    case 'number':
      return Number(value);
    case 'boolean':
      return value === 't';
    case 'time':
      return readTime(value);
    case 'other':
      return JSON.parse(value);
    case 'string':
      return value;
  }
}

/** `2026-01-31`, `2026-01-31 12:00:00.5`, `2026-01-31 12:00:00+00` and `…+05:30`: without a zone it is UTC. */
function readTime(value: string): number {
  const [, day = '', clock = '00:00:00', zone = ''] =
    /^(\d{4,}-\d\d-\d\d)(?: (\d\d:\d\d:\d\d(?:\.\d+)?))?([+-]\d\d(?::\d\d)?)?$/.exec(value) ?? [];
  const at = Date.parse(
    `${day.padStart(10, '0')}T${clock}${zone === '' ? 'Z' : zone.length === 3 ? `${zone}:00` : zone}`
  );
  if (Number.isNaN(at)) {
    throw new Error(`cannot read "${value}" as a time`);
  }
  return at;
}
