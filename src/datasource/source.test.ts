import type { DataSourceInstanceSettings } from '@grafana/data';
import { findSource } from './source';

const settings = (type: string) => ({ uid: 'x', type, name: 'Sales DB' }) as DataSourceInstanceSettings;
const find = (type: string, visible?: DataSourceInstanceSettings) =>
  findSource({ sqlDatasource: { uid: 'x', type } }, () => visible, 'salesfunnel-metrics-datasource');

it('believes the settings where they are visible, and the saved type where not', () => {
  expect(find('mysql', settings('grafana-postgresql-datasource'))).toMatchObject({
    name: 'Sales DB',
    type: 'grafana-postgresql-datasource',
    dialect: { id: 'postgres' },
  });
  expect(find('postgres')).toMatchObject({ name: 'x', uid: 'x', dialect: { id: 'postgres' }, settings: undefined });
});

it('never falls back to another data source', () => {
  const asked: unknown[] = [];
  expect(() => findSource({}, (ref) => void asked.push(ref) as undefined, 'own')).toThrow(
    expect.objectContaining({ code: 'source/none' })
  );
  expect(asked).toEqual([]);
});

it('refuses itself, and types whose SQL is not spoken, with those that are', () => {
  expect(() => find('salesfunnel-metrics-datasource')).toThrow(expect.objectContaining({ code: 'source/itself' }));
  expect(() => find('loki')).toThrow(/"x" is of type "loki".*PostgreSQL \(grafana-postgresql-datasource\)/);
});
