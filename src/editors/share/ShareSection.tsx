import React, { useMemo } from 'react';
import { css } from '@emotion/css';
import type { DataSourceSettings, GrafanaTheme2 } from '@grafana/data';
import { Alert, Text, useStyles2 } from '@grafana/ui';
import type { SalesFunnelOptions } from '../../datasource/types';
import { dialectOfPlugin } from '../../dialects';
import type { SalesModel } from '../../model/types';
import { PageSection } from '../config/PageSection';
import { AlertPack } from './AlertPack';
import { DashboardExport } from './DashboardExport';
import type { Target } from './Target';

interface Props {
  options: DataSourceSettings<SalesFunnelOptions>;
  /** Absent while the model has problems. */
  model?: SalesModel;
}

/** What works without this plugin: dashboards and alert rules in plain SQL. */
export function ShareSection({ options, model }: Props) {
  const styles = useStyles2(getStyles);
  const { type, jsonData } = options;
  const target = useMemo(() => targetOf(type, jsonData.sqlDatasource, model), [type, jsonData.sqlDatasource, model]);
  return (
    <PageSection
      title="Share"
      description="Grafana evaluates alert rules and public dashboards on its server, where this data source cannot run. In plain SQL they run there, with the definitions of this model."
    >
      {target ? (
        <>
          <div className={styles.part}>
            <Text element="h4">A dashboard in plain SQL</Text>
            <DashboardExport target={target} />
          </div>
          <div className={styles.part}>
            <Text element="h4">Alert rules</Text>
            <AlertPack target={target} />
          </div>
        </>
      ) : (
        <Alert severity="info" title="It waits for a database, and for a model without problems" />
      )}
    </PageSection>
  );
}

function targetOf(
  pluginId: string,
  source: SalesFunnelOptions['sqlDatasource'],
  model: SalesModel | undefined
): Target | undefined {
  const dialect = source && dialectOfPlugin(source.type);
  return model && dialect ? { model, dialect, source, pluginId } : undefined;
}

const getStyles = (theme: GrafanaTheme2) => ({
  part: css({ marginTop: theme.spacing(2), maxWidth: 900 }),
});
