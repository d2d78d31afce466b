/**
 * Ways from one dashboard to another, and from a number to the deals behind it. They take the address's own parameters
 * along, because Grafana's `${__all_variables}` loses ad hoc filters.
 */
import type { DashboardLink, Json } from './schema';

const titles = {
  'sales-overview': 'Sales overview',
  'sales-funnel-conversion': 'Funnel and conversion',
  'sales-pipeline-health': 'Pipeline health',
  'sales-team-targets': 'Team and targets',
} as const;

export type DashboardUid = keyof typeof titles;

/** Ids of the panels that list deals: by what is chosen there, or those of the month or quarter ahead. */
export const riskRecords = 9;
export const expectedRecords = 10;
export const wonInPeriod = 8;
export const teamRecords = 9;
export const funnelRecords = 9;
export const leadRecords = 10;

const link = (title: string, url: string, tooltip = ''): DashboardLink => ({
  type: 'link',
  title,
  url,
  tooltip,
  icon: 'dashboard',
  tags: [],
  asDropdown: false,
  includeVars: false,
  keepTime: false,
  targetBlank: false,
});

/** The other dashboards, with the same time and the same choices, and the viewer's own open deals. */
export const ways = (from: DashboardUid): readonly DashboardLink[] => [
  ...Object.entries(titles)
    .filter(([uid]) => uid !== from)
    .map(([uid, title]) => link(title, `/d/${uid}\${__url.params:exclude:viewPanel}`)),
  link(
    'My deals',
    `/d/sales-pipeline-health\${__url.params:exclude:viewPanel,var-risk}&var-risk=open&var-filters=login%7C%3D%7C\${__user.login:percentencode}&viewPanel=panel-${riskRecords}`,
    "Open deals whose owner's login is yours: needs a dimension login in the model"
  ),
];

/**
 * Links of a dashboard to its own panels open a new tab. Within the tab Grafana drops the questions that the new filter
 * asks when it leaves the other panels, does not ask again, and shows the old answer under the new filter.
 */
export function ownInNewTab<Part>(part: Part, from: DashboardUid): Part {
  const isOwn = (value: unknown): value is Json =>
    typeof value === 'object' && value !== null && 'url' in value && String(value.url).startsWith(`/d/${from}$`);
  return JSON.parse(JSON.stringify(part), (_key, value: unknown) =>
    isOwn(value) ? { ...value, targetBlank: true } : value
  ) as Part;
}

export interface Destination {
  readonly uid: DashboardUid;
  readonly panel: number;
  /** What is chosen there. */
  readonly set?: readonly [variable: string, value: string];
}

/** To a panel of records, with what was clicked as an ad hoc filter: the text of the dimension's column. */
export const toRecords = (title: string, to: Destination, dimension?: string): Json =>
  toFiltered(title, to, dimension && [dimension, `__data.fields.${dimension}`]);

/** As `toRecords`, from a series of a dimension's value. */
export const seriesToRecords = (title: string, to: Destination, dimension: string): Json =>
  toFiltered(title, to, [dimension, `__field.labels.${dimension}`]);

/**
 * As `toRecords`, of the dimension that is chosen as "Compare by".
 * @param clicked what of the click holds the dimension's value
 */
export const splitToRecords = (title: string, to: Destination, clicked: '__field.name' | '__value.text'): Json =>
  toFiltered(title, to, ['${split}', clicked]);

function toFiltered(
  title: string,
  to: Destination,
  filter: readonly [dimension: string, value: string] | '' | undefined
): Json {
  const [variable, value] = to.set ?? [];
  const replaced = ['viewPanel', ...(variable ? [`var-${variable}`] : [])].join(',');
  const parts = [
    `/d/${to.uid}\${__url.params:exclude:${replaced}}`,
    ...(variable ? [`var-${variable}=${value}`] : []),
    ...(filter ? [`var-filters=${filter[0]}%7C%3D%7C\${${filter[1]}:percentencode}`] : []),
    `viewPanel=panel-${to.panel}`,
  ];
  return { title, url: parts.join('&'), targetBlank: false };
}
