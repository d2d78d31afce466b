import React, { useCallback, useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, PanelData, TimeRange } from '@grafana/data';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import { toRange } from '../../datasource/range';
import type { SalesFunnelDataSource } from '../../datasource/SalesFunnelDataSource';
import type { SalesQuery } from '../../plan/query';
import { upperFirst } from '../parts/text';
import { AlertDialog } from './AlertDialog';
import { about, attempt, watchable, whyNoRule, type AlertContext } from './draft';
import { panelOf } from './panel';
import type { RunNative } from './preview';

interface Props {
  query: SalesQuery;
  datasource: SalesFunnelDataSource;
  range: TimeRange;
  data?: PanelData;
}

interface Ready {
  readonly context: AlertContext;
  /** As it runs now: a rule knows no dashboard. */
  readonly query: SalesQuery;
}

/** Opens the dialog; where no rule can be made of the query, why, and what would do. */
export function AlertButton({ query, datasource, range, data }: Props) {
  const styles = useStyles2(getStyles);
  // As it was when the dialog opened: a refresh of the panel must not take away what a person has typed.
  const [opened, setOpened] = useState<Ready>();
  const request = data?.request;
  const run = useCallback<RunNative>((statements, within) => datasource.runNative(statements, within), [datasource]);
  const ready = useMemo(
    () => attempt(() => makeReady(query, datasource, range, request)),
    [query, datasource, range, request]
  );
  if (query.type === 'metrics' && query.metrics.length === 0) {
    return null;
  }
  if ('problem' in ready) {
    return (
      <div className={styles.reason} aria-label="Why no alert rule">
        <Icon name="bell-slash" /> <span>No alert rule can be made of this: {upperFirst(ready.problem)}.</span>
      </div>
    );
  }
  return (
    <div>
      <Button size="sm" variant="secondary" icon="bell" onClick={() => setOpened(ready)}>
        Create alert rule
      </Button>
      {opened && <AlertDialog {...opened} run={run} onDismiss={() => setOpened(undefined)} />}
    </div>
  );
}

/** @throws SalesError */
function makeReady(
  saved: SalesQuery,
  datasource: SalesFunnelDataSource,
  range: TimeRange,
  request: PanelData['request']
): Ready | { readonly problem: string } {
  const { dialect, type, uid } = datasource.source();
  const context: AlertContext = {
    model: datasource.services.model(),
    dialect,
    source: { type, uid },
    panel: panelOf(request),
  };
  const query = datasource.filledIn(saved, request?.filters, toRange(range, undefined));
  const reasons =
    query.type === 'metrics'
      ? watchable(query).map((metric) => whyNoRule(about(query, metric), context))
      : [whyNoRule(query, context)];
  const [first] = reasons;
  return first !== undefined && reasons.every((reason) => reason !== undefined)
    ? { problem: first }
    : { context, query };
}

const getStyles = (theme: GrafanaTheme2) => ({
  reason: css({
    display: 'flex',
    alignItems: 'baseline',
    gap: theme.spacing(1),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
