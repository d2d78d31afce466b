import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import type { Labels } from '../../native/grafana/Value';
import type { Seen } from './preview';

/** A longer list is rarely read; what fires comes first. */
const shortest = 8;

/** Instances with what the alert would say. */
export function InstanceTable({ instances }: { instances: readonly Seen[] }) {
  const styles = useStyles2(getStyles);
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? instances : instances.slice(0, shortest);
  if (instances.length === 0) {
    return null;
  }
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label="Instances">
        <tbody>
          {shown.map(({ labels, fires, text }) => (
            <tr key={JSON.stringify(labels)}>
              <td className={fires ? styles.fires : styles.quiet}>
                <Icon name={fires ? 'exclamation-circle' : 'check-circle'} /> {fires ? 'Fires' : 'Quiet'}
              </td>
              <td className={styles.name}>{nameOf(labels)}</td>
              <td className={styles.text}>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {instances.length > shortest && (
        <Button size="sm" variant="secondary" fill="text" onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show fewer' : `Show all ${instances.length}`}
        </Button>
      )}
    </div>
  );
}

/** The values of an instance; a rule without groups has one without a name. */
export const nameOf = (labels: Labels): string => Object.values(labels).join(' · ') || 'All together';

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ maxHeight: 320, overflow: 'auto' }),
  table: css({
    width: '100%',
    fontSize: theme.typography.bodySmall.fontSize,
    '& td': {
      padding: theme.spacing(0.5, 1),
      verticalAlign: 'top',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
  }),
  fires: css({ color: theme.colors.error.text, whiteSpace: 'nowrap' }),
  quiet: css({ color: theme.colors.success.text, whiteSpace: 'nowrap' }),
  name: css({ fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere', minWidth: 120, maxWidth: 240 }),
  text: css({ overflowWrap: 'anywhere' }),
});
