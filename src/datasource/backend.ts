/**
 * A bare DataSourceWithBackend with the settings of the SQL data source: interpolation leaves the text alone; headers,
 * caching, cancellation and the reading of answers are Grafana's own code; and the front end of the SQL plugin is not
 * loaded.
 */
import type { DataSourceInstanceSettings } from '@grafana/data';
import { DataSourceWithBackend } from '@grafana/runtime';
import type { Backend, NativeTarget } from './runner';
import type { Source } from './source';

class SqlBackend extends DataSourceWithBackend<NativeTarget> {}

/** Without settings (a user who may not see them) uid and type are enough to ask. */
export const backendOf = ({ settings, uid, type, name }: Source): Backend =>
  new SqlBackend(settings ?? ({ uid, type, name, jsonData: {}, meta: {} } as DataSourceInstanceSettings));
