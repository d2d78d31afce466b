import React from 'react';
import { Field } from '@grafana/ui';
import { CommitInput } from '../parts/CommitInput';
import { NumberInput } from '../parts/NumberInput';
import { readList } from '../parts/text';
import { effective } from './effective';
import type { FieldSpec } from './fields';
import { idOf, type ModelForm } from './form';
import { asArray, asObject, textOf } from './path';
import { TimeInput } from './TimeInput';

interface Props {
  form: ModelForm;
  spec: FieldSpec;
  /** Title of the section, which tells fields of the same name apart. */
  section: string;
}

export function ModelField({ form, spec, section }: Props) {
  const { label, description, required } = spec;
  return (
    <Field
      label={label}
      description={description}
      required={required}
      disabled={form.disabled}
      htmlFor={idOf(spec.path)}
    >
      <Control form={form} spec={spec} section={section} />
    </Field>
  );
}

/** `disabled` is set by the Field around it. */
function Control({ form, spec, section, disabled }: Props & { disabled?: boolean }) {
  const { path, kind, min, max } = spec;
  const raw = form.get(path);
  const shared = {
    id: idOf(path),
    'aria-label': `${section}: ${spec.label}`,
    placeholder: effective(form.model, path) || spec.placeholder,
    disabled,
  };
  switch (kind) {
    case 'whole':
    case 'number':
      return (
        <NumberInput
          {...shared}
          value={textOf(raw) === '' ? undefined : Number(raw)}
          min={min}
          max={max}
          whole={kind === 'whole'}
          onCommit={(value) => form.set(path, value)}
        />
      );
    case 'list':
      return (
        <CommitInput
          {...shared}
          value={asArray(raw).map(textOf).join(', ')}
          onCommit={(text) => form.set(path, readList(text).length > 0 ? readList(text) : undefined)}
        />
      );
    case 'time':
      return <TimeInput {...shared} value={raw} onCommit={(value) => form.set(path, value)} />;
    case 'text':
      return isSql(raw) ? (
        <CommitInput {...shared} value="SQL: edit it below, as JSON" disabled onCommit={() => undefined} />
      ) : (
        <CommitInput {...shared} value={textOf(raw)} onCommit={(text) => form.set(path, text.trim() || undefined)} />
      );
  }
}

const isSql = (raw: unknown): boolean => typeof asObject(raw)['sql'] === 'string';
