import { css } from '@emotion/css';
import type { GrafanaTheme2, PanelProps } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { Table } from './Table';

const noteHeight = 28;

/** Stands in for a panel that Grafana keeps out of its published libraries: says so, and shows the rows. */
export function unknownPanel(id: string) {
  return function Unknown(props: PanelProps) {
    const styles = useStyles2(getStyles);
    return (
      <div className={styles.panel}>
        <div className={styles.note}>The workbench has no “{id}” panel: these are its rows. Grafana draws it.</div>
        <Table {...props} height={props.height - noteHeight} options={{}} />
      </div>
    );
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({ display: 'flex', flexDirection: 'column', height: '100%' }),
  note: css({
    color: theme.colors.warning.text,
    flexShrink: 0,
    height: noteHeight,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
});
