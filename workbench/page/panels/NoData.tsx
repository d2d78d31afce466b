import { css } from '@emotion/css';
import type { GrafanaTheme2, PanelProps } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

/** What a panel shows when there is nothing to draw. */
export function NoData({ fieldConfig, children }: Pick<PanelProps, 'fieldConfig'> & { children?: React.ReactNode }) {
  return <div className={useStyles2(getStyles)}>{children ?? fieldConfig.defaults.noValue ?? 'No data'}</div>;
}

const getStyles = (theme: GrafanaTheme2) =>
  css({
    alignItems: 'center',
    color: theme.colors.text.secondary,
    display: 'flex',
    height: '100%',
    justifyContent: 'center',
    textAlign: 'center',
  });
