import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Field, RadioButtonGroup, Stack, useStyles2 } from '@grafana/ui';
import { CommitInput } from '../parts/CommitInput';
import { idOf, type ModelForm } from './form';
import { asArray, textOf } from './path';
import { freeId } from './pipelineEdits';
import { StageHeadings, StageRow } from './StageRow';

const items = [
  { value: 'deal', label: 'Deals' },
  { value: 'lead', label: 'Leads' },
];

/** One pipeline: what it is called, whose it is, and its stages in order. */
export function PipelineFields({ form, index }: { form: ModelForm; index: number }) {
  const styles = useStyles2(getStyles);
  const path = ['pipelines', index];
  const stages = asArray(form.get([...path, 'stages']));
  const name = `Pipeline ${index + 1}`;
  const text = (key: string, label: string) => (
    <Field label={label} disabled={form.disabled} htmlFor={idOf([...path, key])}>
      <CommitInput
        id={idOf([...path, key])}
        aria-label={`${name}: ${label}`}
        width={26}
        value={textOf(form.get([...path, key]))}
        onCommit={(value) => form.set([...path, key], value.trim() || undefined)}
      />
    </Field>
  );
  return (
    <div className={styles.pipeline} role="group" aria-label={name}>
      <Stack gap={2} wrap="wrap" alignItems="flex-end">
        {text('label', 'Label')}
        {text('id', 'Id')}
        <Field label="Of" disabled={form.disabled}>
          <RadioButtonGroup
            id={idOf([...path, 'of'])}
            aria-label={`${name}: of`}
            options={items}
            value={textOf(form.get([...path, 'of'])) || 'deal'}
            onChange={(of) => form.set([...path, 'of'], of)}
          />
        </Field>
        {!form.disabled && (
          <div className={styles.remove}>
            <Button
              variant="secondary"
              fill="text"
              icon="trash-alt"
              aria-label={`Remove ${name.toLowerCase()}`}
              tooltip="Remove pipeline"
              onClick={() => form.set(path, undefined)}
            />
          </div>
        )}
      </Stack>
      <Stack direction="column" gap={0.5}>
        {stages.length > 0 && <StageHeadings />}
        {stages.map((_, at) => (
          <StageRow key={at} form={form} path={[...path, 'stages']} index={at} name={name} />
        ))}
      </Stack>
      {!form.disabled && (
        <Button
          className={styles.add}
          variant="secondary"
          size="sm"
          icon="plus"
          aria-label={`${name}: add stage`}
          onClick={() =>
            form.set(
              [...path, 'stages'],
              [...stages, { id: freeId(stages, 'stage'), label: 'New stage', kind: 'open' }]
            )
          }
        >
          Add stage
        </Button>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  pipeline: css({
    width: '100%',
    padding: theme.spacing(2),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  remove: css({ marginBottom: theme.spacing(2) }),
  add: css({ marginTop: theme.spacing(1) }),
});
