import React from 'react';
import { Field, RadioButtonGroup } from '@grafana/ui';
import type { Calendar } from '../../model/types';
import { idOf, type ModelForm } from './form';

const days: Array<{ value: Calendar['weekStart']; label: string }> = [
  { value: 'monday', label: 'Monday' },
  { value: 'sunday', label: 'Sunday' },
  { value: 'saturday', label: 'Saturday' },
];
const path = ['calendar', 'weekStart'];

export function WeekStartField({ form }: { form: ModelForm }) {
  const given = days.find(({ value }) => value === form.get(path))?.value;
  return (
    <Field label="Week starts on" disabled={form.disabled}>
      <RadioButtonGroup
        id={idOf(path)}
        aria-label="Week starts on"
        options={days}
        value={given ?? form.model?.calendar.weekStart ?? 'monday'}
        onChange={(day) => form.set(path, day)}
      />
    </Field>
  );
}
