import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Tag, Text, TextLink, useStyles2 } from '@grafana/ui';
import React from 'react';
import { themeSearch } from '../Header';
import type { Instance } from './evaluation';
import { StateBadge } from './StateBadge';

/** The instances of a rule, each with the text that a person would be sent. */
export function InstanceTable({ instances }: { instances: readonly Instance[] }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <colgroup>
          {[100, 160, 220, undefined].map((width, index) => (
            <col key={index} width={width} />
          ))}
        </colgroup>
        <thead className="sr-only">
          <tr>
            {['State', 'Labels', 'Values', 'Summary'].map((name) => (
              <th key={name}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {instances.map((instance, index) => (
            <tr data-state={instance.state} key={index}>
              <td>
                <StateBadge state={instance.state} waits={instance.waits} />
              </td>
              <td>
                <div className={styles.labels} data-labels={textOf(instance)}>
                  {labelsOf(instance)}
                </div>
              </td>
              <td>
                <div className={styles.values}>
                  {valuesOf(instance).map(([name, value]) => (
                    <span key={name}>
                      <Text color="secondary">{name}</Text> {numberOf(value)}
                    </span>
                  ))}
                </div>
              </td>
              <td>
                {instance.annotations['summary']}
                {instance.annotations['link'] && (
                  <div>
                    <TextLink
                      href={localAddress(instance.annotations['link'])}
                      icon="panel-add"
                      inline={false}
                      variant="bodySmall"
                    >
                      Show the panel
                    </TextLink>
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Without the ends of the link's time range, which nobody reads as milliseconds. */
const valuesOf = ({ values, annotations }: Instance) =>
  Object.entries(values).filter(([name]) => !annotations['link'] || (name !== 'from' && name !== 'to'));

const none = 'all together';

const textOf = ({ labels }: Instance): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ') || none;

function labelsOf({ labels }: Instance) {
  const named = Object.entries(labels);
  return named.length === 0 ? (
    <Text color="secondary">{none}</Text>
  ) : (
    named.map(([name, value]) => <Tag colorIndex={9} key={name} name={`${name}=${value}`} />)
  );
}

const numberOf = (value: number | null): string =>
  value === null ? 'none' : value.toLocaleString('en-US', { maximumSignificantDigits: 6 });

/** The same page of the workbench: the texts of rules name the address of a Grafana, and know no themes. */
function localAddress(link: string): string {
  const { pathname, search } = new URL(link, location.origin);
  return `${pathname}${search}${themeSearch().replace('?', '&')}`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  labels: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5) }),
  scroll: css({ marginTop: theme.spacing(1), overflowX: 'auto' }),
  table: css({
    tableLayout: 'fixed',
    minWidth: 700,
    width: '100%',
    '& td': {
      borderTop: `1px solid ${theme.colors.border.weak}`,
      padding: theme.spacing(1, 1.5, 1, 0),
      verticalAlign: 'top',
    },
  }),
  values: css({
    display: 'flex',
    flexWrap: 'wrap',
    fontVariantNumeric: 'tabular-nums',
    gap: theme.spacing(0, 1.5),
    '& > span': { whiteSpace: 'nowrap' },
  }),
});
