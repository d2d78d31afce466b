/**
 * The page's HTML. Grafana's libraries read `window.grafanaBootData` while they load, so it stands before any import.
 */
import type { DataSource } from './dataSources';

export interface PageOptions {
  readonly theme: 'dark' | 'light';
  readonly sources: readonly DataSource[];
  /** Where the bundled page is served. */
  readonly assets: string;
}

const month = 'YYYY-MM';

export function bootPage({ theme, sources, assets }: PageOptions): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Sales Funnel workbench</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<base href="/">
<link rel="icon" type="image/svg+xml" href="/favicon.svg">
<link rel="stylesheet" href="${assets}main.css">
<style>html, body, #root { height: 100%; margin: 0; } body { background: ${theme === 'dark' ? '#111217' : '#f4f5f5'}; }</style>
<script>
window.__grafana_public_path__ = '/public/';
window.grafanaBootData = ${scriptJson(bootData(theme, sources))};
window.grafanaBootData.settings.appUrl = location.origin + '/';
</script>
</head>
<body>
<div id="root"></div>
<script type="module" src="${assets}main.js"></script>
</body>
</html>
`;
}

/** JSON that cannot end the script element it stands in. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

function bootData(theme: PageOptions['theme'], sources: readonly DataSource[]) {
  return {
    user: {
      id: 1,
      isSignedIn: true,
      orgId: 1,
      orgRole: 'Admin',
      login: 'workbench',
      name: 'Workbench',
      theme,
      timezone: 'browser',
      locale: 'en-US',
      language: 'en-US',
      regionalFormat: 'en-US',
      weekStart: '',
      permissions: {},
    },
    navTree: [],
    settings: {
      appSubUrl: '',
      namespace: 'default',
      buildInfo: {
        version: '12.4.10',
        commit: '',
        env: 'production',
        edition: 'Open Source',
        hasUpdate: false,
        hideVersion: false,
        latestVersion: '',
      },
      defaultDatasource: sources.find(({ isDefault }) => isDefault)?.name ?? '',
      datasources: Object.fromEntries(sources.map((source) => [source.name, instanceSettings(source)])),
      panels: {},
      apps: {},
      featureToggles: { newPanelPadding: true },
      licenseInfo: {},
      minRefreshInterval: '5s',
      feedbackLinksEnabled: false,
      unifiedAlertingEnabled: false,
      exploreEnabled: true,
      dateFormats: {
        fullDate: 'YYYY-MM-DD HH:mm:ss',
        interval: {
          millisecond: 'HH:mm:ss.SSS',
          second: 'HH:mm:ss',
          minute: 'HH:mm',
          hour: 'MM/DD HH:mm',
          day: 'MM/DD',
          month,
          year: 'YYYY',
        },
        useBrowserLocale: false,
        defaultTimezone: 'browser',
      },
    },
  };
}

function instanceSettings(source: DataSource) {
  return { ...source, url: `/api/datasources/proxy/uid/${source.uid}`, access: 'proxy', readOnly: false };
}
