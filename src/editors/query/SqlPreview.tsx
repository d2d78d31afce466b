import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, CodeEditor, Collapse, Icon, useStyles2 } from '@grafana/ui';
import { upperFirst } from '../parts/text';
import type { Preview } from './preview';

const lineHeight = 18;
const tallest = 420;

/** Exactly the SQL that will run, to read and to copy; or the sentence that says why there is none. */
export function SqlPreview({ preview }: { preview: Preview }) {
  const styles = useStyles2(getStyles);
  const [isOpen, setOpen] = useState(false);
  if (!preview) {
    return null;
  }
  if ('problem' in preview) {
    return (
      <div className={styles.problem} role="alert" aria-label="Query problem">
        <Icon name="exclamation-triangle" /> <span>{upperFirst(preview.problem)}</span>
      </div>
    );
  }
  const { sql } = preview;
  return (
    <Collapse label="SQL that will run" isOpen={isOpen} onToggle={() => setOpen(!isOpen)} className={styles.collapse}>
      <div className={styles.copy}>
        <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => sql} aria-label="Copy SQL">
          Copy
        </ClipboardButton>
      </div>
      <CodeEditor
        language="sql"
        value={sql}
        readOnly
        showMiniMap={false}
        height={Math.min(tallest, (sql.split('\n').length + 2) * lineHeight)}
        width="100%"
      />
    </Collapse>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  collapse: css({ marginBottom: 0 }),
  copy: css({ display: 'flex', justifyContent: 'flex-end', marginBottom: theme.spacing(0.5) }),
  problem: css({
    display: 'flex',
    alignItems: 'baseline',
    gap: theme.spacing(1),
    color: theme.colors.error.text,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
