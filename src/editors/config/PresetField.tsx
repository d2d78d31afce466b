import React from 'react';
import { Combobox, Field } from '@grafana/ui';
import { presets } from '../../model/presets';
import { idOf, type ModelForm } from './form';
import { textOf } from './path';

/** The CRM whose tables are mapped already; what the form holds comes on top. */
export function PresetField({ form }: { form: ModelForm }) {
  const current = textOf(form.get(['preset']));
  const chosen = presets.find(({ id }) => id === current);
  return (
    <Field label="Preset" description={chosen?.description} disabled={form.disabled} htmlFor={idOf(['preset'])}>
      <Combobox
        id={idOf(['preset'])}
        width={60}
        options={presets.map(({ id, label, description }) => ({ value: id, label, description }))}
        value={current || null}
        onChange={({ value }) => form.set(['preset'], value)}
      />
    </Field>
  );
}
