import type { DashboardModel } from '../dashboard/model';

/** Filters of a viewer's own and data sources have no place in an export. */
const left = ['adhoc', 'datasource'];

/** Values by variable of the dashboard, as the address has them: `var-region=West&var-region=North`. */
export function chosenValues({ templating }: DashboardModel, search: URLSearchParams): Record<string, string[]> {
  const names = (templating?.list ?? []).filter(({ type }) => !left.includes(type)).map(({ name }) => name);
  return Object.fromEntries(
    names.map((name) => [name, search.getAll(`var-${name}`)] as const).filter(([, values]) => values.length > 0)
  );
}
