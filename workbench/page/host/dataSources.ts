/**
 * Grafana's data source service: settings from the boot data, plugins loaded once, one instance a data source. What
 * the Configuration page changes is kept here until the page is reloaded.
 */
import {
  DataSourcePlugin,
  type DataSourceApi,
  type DataSourceInstanceSettings,
  type DataSourceJsonData,
  type DataSourceRef,
  type ScopedVars,
} from '@grafana/data';
import {
  config,
  getTemplateSrv,
  setDataSourceSrv,
  type DataSourceSrv,
  type GetDataSourceListFilters,
} from '@grafana/runtime';
import { importModule } from '../plugin/amd';
import { SqlDataSource } from '../plugin/sql';

type Reference = DataSourceRef | string | null;
type AnyPlugin = DataSourcePlugin<DataSourceApi>;

const instances = new Map<string, Promise<DataSourceApi>>();
const plugins = new Map<string, Promise<AnyPlugin>>();

const allSettings = (): DataSourceInstanceSettings[] => Object.values(config.datasources);

function findSettings(reference?: Reference, scopedVars?: ScopedVars): DataSourceInstanceSettings | undefined {
  const text = typeof reference === 'string' ? reference : reference?.uid;
  const name = text?.includes('$') ? getTemplateSrv().replace(text, scopedVars) : text;
  const found =
    !name || name === 'default'
      ? allSettings().find(({ isDefault }) => isDefault)
      : allSettings().find((one) => one.uid === name || one.name === name);
  return found && name !== text ? { ...found, rawRef: { uid: found.uid, type: found.type } } : found;
}

export function loadPlugin(settings: DataSourceInstanceSettings): Promise<AnyPlugin> {
  const { type, meta } = settings;
  const loading =
    plugins.get(type) ??
    (meta.module.startsWith('core:') ? Promise.resolve(sqlPlugin()) : importPlugin(`/${meta.module}`));
  plugins.set(type, loading);
  return loading;
}

function sqlPlugin(): AnyPlugin {
  return new DataSourcePlugin(SqlDataSource) as unknown as AnyPlugin;
}

async function importPlugin(url: string): Promise<AnyPlugin> {
  const exported = await importModule(url);
  if (typeof exported !== 'object' || exported === null || !('plugin' in exported)) {
    throw new Error(`${url} exports no plugin`);
  }
  return exported.plugin as AnyPlugin;
}

async function instantiate(settings: DataSourceInstanceSettings): Promise<DataSourceApi> {
  const plugin = await loadPlugin(settings);
  const instance = new plugin.DataSourceClass(settings);
  instance.components = plugin.components;
  instance.meta ??= settings.meta;
  return instance;
}

/** Keeps changed settings in the page: the next instance is built from them. */
export function changeSettings(uid: string, jsonData: DataSourceJsonData): void {
  const settings = findSettings(uid);
  if (settings) {
    config.datasources[settings.name] = { ...settings, jsonData };
    instances.delete(uid);
  }
}

function matches(settings: DataSourceInstanceSettings, filters: GetDataSourceListFilters): boolean {
  const { filter, type, pluginId, metrics, alerting, tracing, logs, annotations } = filters;
  const types = type === undefined ? [] : [type].flat();
  const { meta } = settings;
  return (
    (types.length === 0 || types.includes(settings.type)) &&
    (pluginId === undefined || meta.id === pluginId) &&
    (!metrics || Boolean(meta.metrics)) &&
    (!alerting || Boolean(meta.alerting)) &&
    (!tracing || Boolean(meta.tracing)) &&
    (!logs || Boolean(meta.logs)) &&
    (!annotations || Boolean(meta.annotations)) &&
    (filter?.(settings) ?? true)
  );
}

const service: DataSourceSrv = {
  getList: (filters = {}) => allSettings().filter((settings) => matches(settings, filters)),
  getInstanceSettings: findSettings,
  reload: () => instances.clear(),
  registerRuntimeDataSource: () => undefined,
  get(reference, scopedVars) {
    const settings = findSettings(reference, scopedVars);
    if (!settings) {
      return Promise.reject(
        new Error(`Datasource ${typeof reference === 'string' ? reference : reference?.uid} was not found`)
      );
    }
    const instance = instances.get(settings.uid) ?? instantiate(settings);
    instances.set(settings.uid, instance);
    return instance;
  },
};

export function installDataSources(): void {
  setDataSourceSrv(service);
}
