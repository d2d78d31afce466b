import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Combobox, IconButton, Stack, useStyles2 } from '@grafana/ui';
import type { StageKind } from '../../model/types';
import { CommitInput } from '../parts/CommitInput';
import { HiddenLabel } from '../parts/HiddenLabel';
import { NumberInput } from '../parts/NumberInput';
import { idOf, type ModelForm } from './form';
import { asArray, textOf, type Path } from './path';
import { moved } from './pipelineEdits';

interface Props {
  form: ModelForm;
  /** Of the list of stages. */
  path: Path;
  index: number;
  /** Of the pipeline. */
  name: string;
}

const kinds: Array<{ value: StageKind; label: string }> = [
  { value: 'open', label: 'Open' },
  { value: 'won', label: 'Won' },
  { value: 'lost', label: 'Lost' },
];

/** In units of 8 px. */
const widths = { label: 26, id: 22, kind: 13, probability: 16 };

/** Over the columns of the rows; each control has its own name for those who do not see them. */
export function StageHeadings() {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.headings} aria-hidden>
      <div style={{ width: widths.label * 8 }}>Label</div>
      <div style={{ width: widths.id * 8 }}>Value in the stage column</div>
      <div style={{ width: widths.kind * 8 }}>Kind</div>
      <div style={{ width: widths.probability * 8 }}>Probability (0–1)</div>
    </div>
  );
}

export function StageRow({ form, path, index, name }: Props) {
  const stages = asArray(form.get(path));
  const own = [...path, index];
  const label = `${name}, stage ${index + 1}`;
  const probability = form.get([...own, 'probability']);
  const text = (key: 'label' | 'id') => (
    <CommitInput
      id={idOf([...own, key])}
      aria-label={`${label}: ${key}`}
      width={widths[key]}
      value={textOf(form.get([...own, key]))}
      disabled={form.disabled}
      onCommit={(value) => form.set([...own, key], value.trim() || undefined)}
    />
  );
  const move = (to: number) => form.set(path, moved(stages, index, to));
  return (
    <Stack gap={0.5} wrap="wrap" alignItems="center">
      {text('label')}
      {text('id')}
      <HiddenLabel htmlFor={idOf([...own, 'kind'])}>{`${label}: kind`}</HiddenLabel>
      <Combobox
        id={idOf([...own, 'kind'])}
        width={widths.kind}
        options={kinds}
        value={kinds.find(({ value }) => value === form.get([...own, 'kind']))?.value ?? 'open'}
        disabled={form.disabled}
        onChange={({ value }) => form.set([...own, 'kind'], value)}
      />
      <NumberInput
        id={idOf([...own, 'probability'])}
        aria-label={`${label}: probability`}
        width={widths.probability}
        min={0}
        max={1}
        value={textOf(probability) === '' ? undefined : Number(probability)}
        disabled={form.disabled}
        onCommit={(value) => form.set([...own, 'probability'], value)}
      />
      {!form.disabled && (
        <>
          <IconButton
            name="arrow-up"
            aria-label={`${label}: move up`}
            disabled={index === 0}
            onClick={() => move(index - 1)}
          />
          <IconButton
            name="arrow-down"
            aria-label={`${label}: move down`}
            disabled={index === stages.length - 1}
            onClick={() => move(index + 1)}
          />
          <IconButton name="trash-alt" aria-label={`${label}: remove`} onClick={() => form.set(own, undefined)} />
        </>
      )}
    </Stack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  headings: css({
    display: 'flex',
    gap: theme.spacing(0.5),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    // Rows wrap where the page is narrower than this, and headings would stand over the wrong column.
    '@media (max-width: 720px)': { display: 'none' },
  }),
});
