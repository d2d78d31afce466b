/** Filters that a dashboard was saved with: they hold for all its panels of our data source, and so for their export. */
import { fromAdHoc, type AdHocFilter } from '../../plan/adHoc';
import type { Filter } from '../../plan/query';
import type { Dashboard, Json } from './Dashboard';

/**
 * @param pluginId type of our data source: filters of other ones are none of ours
 * @throws SalesError `query/filter-operator` for one that cannot be applied
 */
export const savedFilters = ({ templating }: Dashboard, pluginId: string): readonly Filter[] =>
  (templating?.list ?? [])
    .filter(({ type, datasource }) => type === 'adhoc' && (datasource as Json | undefined)?.['type'] === pluginId)
    .flatMap(({ baseFilters, filters }) => fromAdHoc([...listOf(baseFilters), ...listOf(filters)]));

export const filterText = ({ dimension, operator, values }: Filter): string => `${dimension} ${operator} ${values.join(', ')}`;

const listOf = (value: unknown): readonly AdHocFilter[] => (Array.isArray(value) ? (value as readonly AdHocFilter[]) : []);
