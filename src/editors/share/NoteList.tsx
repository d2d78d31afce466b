import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';

export function NoteList({ title, notes }: { title: string; notes: readonly string[] }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.box}>
      <Text element="h5">{title}</Text>
      <ul className={styles.list} aria-label={title}>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ marginTop: theme.spacing(2) }),
  list: css({
    color: theme.colors.text.secondary,
    marginTop: theme.spacing(0.5),
    paddingLeft: theme.spacing(2.5),
  }),
});
