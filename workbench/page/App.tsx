import { css } from '@emotion/css';
import { ThemeContext, type GrafanaTheme2 } from '@grafana/data';
import { LocationServiceProvider, config, locationService } from '@grafana/runtime';
import { ErrorBoundaryAlert, GlobalStyles, PortalContainer, useStyles2 } from '@grafana/ui';
import React from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { AlertsPage } from './alerts/AlertsPage';
import { ConfigurationPage } from './configuration/ConfigurationPage';
import { DashboardPage } from './dashboard/DashboardPage';
import { ExplorePage } from './explore/ExplorePage';
import { ExportedPage } from './exported/ExportedPage';
import { Fonts } from './Fonts';
import { Header } from './Header';
import { HistoryRouter } from './HistoryRouter';

export function App() {
  return (
    <LocationServiceProvider service={locationService}>
      <HistoryRouter>
        <ThemeContext.Provider value={config.theme2}>
          <GlobalStyles />
          <Fonts />
          <Layout />
          <PortalContainer />
        </ThemeContext.Provider>
      </HistoryRouter>
    </LocationServiceProvider>
  );
}

/** The addresses are Grafana's where it has one, so that links in dashboards and in the plugin lead somewhere. */
function Layout() {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.layout}>
      <Header />
      <main className={styles.page}>
        <ErrorBoundaryAlert>
          <Routes>
            <Route element={<DashboardPage />} path="/d/:uid?/*" />
            <Route element={<ExportedPage />} path="/exported/:uid" />
            <Route element={<ExplorePage />} path="/explore" />
            {['/configuration', '/connections/datasources/*', '/datasources/*'].map((path) => (
              <Route element={<ConfigurationPage />} key={path} path={path} />
            ))}
            <Route element={<AlertsPage />} path="/alerting/*" />
            <Route element={<Navigate replace to={{ pathname: '/d', search: location.search }} />} path="*" />
          </Routes>
        </ErrorBoundaryAlert>
      </main>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  layout: css({ display: 'flex', flexDirection: 'column', minHeight: '100vh' }),
  page: css({ display: 'flex', flexDirection: 'column', flexGrow: 1, padding: theme.spacing(2) }),
});
