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
export const ways = (from: string): readonly DashboardLink[] => [
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
 * To a panel of records, with what was clicked as an ad hoc filter.
 * @param dimension the column whose text is the filter's value
 */
export const toRecords = (
  title: string,
  to: { readonly uid: DashboardUid; readonly panel: number; readonly set?: readonly [variable: string, value: string] },
  dimension?: string
): Json => {
  const [variable, value] = to.set ?? [];
  const replaced = ['viewPanel', ...(variable ? [`var-${variable}`] : [])].join(',');
  const parts = [
    `/d/${to.uid}\${__url.params:exclude:${replaced}}`,
    ...(variable ? [`var-${variable}=${value}`] : []),
    ...(dimension ? [`var-filters=${dimension}%7C%3D%7C\${__data.fields.${dimension}:percentencode}`] : []),
    `viewPanel=panel-${to.panel}`,
  ];
  return { title, url: parts.join('&'), targetBlank: false };
};
