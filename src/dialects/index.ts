import type { Dialect } from '../sql/Dialect';
import { SalesError } from '../sql/SalesError';
import { duckdb } from './duckdb';
import { postgres } from './postgres';

/** Every database that is spoken. Adding one is one file and one entry here. */
export const dialects: readonly Dialect[] = [postgres, duckdb];

/** The dialect of a Grafana data source type; undefined when none speaks to it. */
export const dialectOfPlugin = (pluginId: string): Dialect | undefined =>
  dialects.find((dialect) => dialect.pluginIds.includes(pluginId));

/** @throws SalesError `dialect/unknown` */
export function dialectById(id: string): Dialect {
  const found = dialects.find((dialect) => dialect.id === id);
  if (!found) {
    throw new SalesError('dialect/unknown', `unknown dialect "${id}": use ${dialects.map((one) => one.id).join(' or ')}`);
  }
  return found;
}
