import React, { type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';

interface Props {
  title: string;
  description: string;
  children: ReactNode;
}

/** A titled part of the settings page. */
export function PageSection({ title, description, children }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <section className={styles.section} aria-label={title}>
      <Text element="h3">{title}</Text>
      <div className={styles.description}>
        <Text color="secondary">{description}</Text>
      </div>
      {children}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({
    borderTop: `1px solid ${theme.colors.border.weak}`,
    padding: theme.spacing(3, 0),
    '&:first-of-type': { borderTop: 'none', paddingTop: 0 },
  }),
  description: css({ margin: theme.spacing(0.5, 0, 2) }),
});
