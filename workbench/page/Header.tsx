import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { config, getDataSourceSrv } from '@grafana/runtime';
import { Button, Tab, TabsBar, Text, useStyles2 } from '@grafana/ui';
import React from 'react';
import { useLocation, useNavigate } from 'react-router-dom';

const pages = [
  { label: 'Dashboards', path: '/d', starts: ['/d'] },
  { label: 'Explore', path: '/explore', starts: ['/explore'] },
  { label: 'Configuration', path: '/configuration', starts: ['/configuration', '/connections', '/datasources'] },
  { label: 'Alerts', path: '/alerting', starts: ['/alerting'] },
] as const;

export function Header() {
  const styles = useStyles2(getStyles);
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const sales = getDataSourceSrv().getInstanceSettings('sales-funnel');
  const logo = sales?.meta.info.logos.small;
  const isDark = config.theme2.isDark;
  return (
    <header className={styles.header}>
      <div className={styles.title}>
        {logo && <img alt="" height={22} src={logo} />}
        <Text element="h1" variant="h5">
          Sales Funnel
        </Text>
        <span className={styles.note}>Workbench: Grafana&rsquo;s own components without a Grafana server</span>
        <Button fill="text" onClick={() => switchTheme(isDark ? 'light' : 'dark')} size="sm" variant="secondary">
          {isDark ? 'Light theme' : 'Dark theme'}
        </Button>
      </div>
      <TabsBar>
        {pages.map(({ label, path, starts }) => (
          <Tab
            active={starts.some((start) => pathname === start || pathname.startsWith(`${start}/`))}
            key={path}
            label={label}
            onChangeTab={(event) => {
              event.preventDefault();
              // A page that was loaded without the plugin cannot become one that has it.
              if (sales) {
                navigate({ pathname: path, search: themeSearch() });
              } else {
                location.assign(path + themeSearch());
              }
            }}
          />
        ))}
      </TabsBar>
    </header>
  );
}

/** The theme alone: variables and time ranges belong to the page they were chosen on. */
export function themeSearch(): string {
  const theme = new URLSearchParams(location.search).get('theme');
  return theme ? `?theme=${theme}` : '';
}

/** Grafana's libraries take their theme from the boot data, so the page loads anew. */
function switchTheme(theme: 'dark' | 'light'): void {
  const search = new URLSearchParams(location.search);
  search.set('theme', theme);
  location.search = search.toString();
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({ background: theme.colors.background.primary, padding: theme.spacing(1, 2, 0) }),
  note: css({ color: theme.colors.text.secondary, flexGrow: 1, fontSize: theme.typography.bodySmall.fontSize }),
  title: css({ alignItems: 'center', display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
