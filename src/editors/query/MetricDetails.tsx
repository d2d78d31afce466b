import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { SalesModel } from '../../model/types';
import { isVariable } from '../parts/Choice';
import { metricEntry } from './labels';
import { basisWords, unitWords } from './words';

interface Props {
  metrics: readonly string[];
  model?: SalesModel;
}

/** What each chosen metric is made of, and what misleads about it. */
export function MetricDetails({ metrics, model }: Props) {
  const styles = useStyles2(getStyles);
  if (metrics.length === 0) {
    return null;
  }
  return (
    <ul className={styles.list} aria-label="Definitions of the chosen metrics">
      {metrics.map((id) => {
        const entry = metricEntry(id, model);
        if (!entry) {
          return (
            <li key={id}>
              <strong>{id}</strong> {isVariable(id) ? 'is a dashboard variable' : 'is not in the catalogue'}
            </li>
          );
        }
        return (
          <li key={id}>
            <strong>{entry.label}</strong> = {entry.formula} · {basisWords[entry.basis]} · {unitWords[entry.unit]}
            {entry.caveat && (
              <div className={styles.caveat}>
                <Icon name="info-circle" size="sm" /> <span>{entry.caveat}</span>
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    listStyle: 'none',
    margin: 0,
    padding: theme.spacing(0.5, 1),
    borderLeft: `2px solid ${theme.colors.border.medium}`,
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    '& strong': { color: theme.colors.text.primary, fontWeight: theme.typography.fontWeightMedium },
  }),
  caveat: css({ display: 'flex', alignItems: 'baseline', gap: theme.spacing(0.5) }),
});
