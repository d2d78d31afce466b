import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';
import type { SalesModel } from '../../model/types';
import { understood } from './understood';

/** What the plugin makes of a valid model: its tables, stages, dimensions and metrics. */
export function Summary({ model }: { model: SalesModel }) {
  const styles = useStyles2(getStyles);
  const { lines, available, unavailable } = understood(model);
  return (
    <>
      <ul className={styles.lines} aria-label="What is understood">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
        <li>{`Metrics: ${available} can be asked for`}</li>
      </ul>
      {unavailable.length > 0 && (
        <>
          <Text element="h5">Metrics that lack something</Text>
          <ul className={styles.lacking} aria-label="Metrics that lack something">
            {unavailable.map(({ reason, metrics }) => (
              <li key={reason}>
                {reason}
                <div className={styles.metrics}>{metrics.join(', ')}</div>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  lines: css({ listStyle: 'none', marginBottom: theme.spacing(2), '& li': { padding: theme.spacing(0.25, 0) } }),
  lacking: css({ listStyle: 'none', marginTop: theme.spacing(1), '& li': { padding: theme.spacing(0.5, 0) } }),
  metrics: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
