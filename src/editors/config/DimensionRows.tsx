import React, { useState } from 'react';
import { Button, FieldValidationMessage, Input, Stack, Text } from '@grafana/ui';
import { CommitInput } from '../parts/CommitInput';
import { columnOf, joinWords, problemOfName, renamed, withColumn } from './dimensionEdits';
import { idOf, type ModelForm } from './form';
import { asObject } from './path';

interface Props {
  form: ModelForm;
  entity: 'deal' | 'lead';
  title: string;
}

/** What deals or leads can be grouped and filtered by. Joined ones are shown, and edited as JSON. */
export function DimensionRows({ form, entity, title }: Props) {
  const path = ['entities', entity, 'dimensions'];
  const dimensions = asObject(form.get(path));
  const names = Object.keys(dimensions);
  const also = Object.values(form.model?.entities[entity]?.dimensions ?? {}).flatMap(({ id, label }) =>
    names.includes(id) ? [] : [label]
  );
  return (
    <Stack direction="column" gap={1} alignItems="flex-start">
      <Text element="h5">Dimensions</Text>
      <Text variant="bodySmall" color="secondary">
        {`What they are called, and the column that holds them.${also.length > 0 ? ` Also there: ${also.join(', ')}.` : ''}`}
      </Text>
      {names.map((name) => (
        <Stack key={name} gap={1} wrap="wrap">
          <CommitInput
            id={idOf([...path, name, 'name'])}
            aria-label={`${title}: name of dimension ${name}`}
            width={24}
            value={name}
            disabled={form.disabled}
            check={(text) =>
              problemOfName(
                text.trim(),
                names.filter((other) => other !== name)
              )
            }
            onCommit={(text) => form.set(path, renamed(dimensions, name, text.trim()))}
          />
          <CommitInput
            id={idOf([...path, name])}
            aria-label={`${title}: column of dimension ${name}`}
            width={36}
            value={joinWords(dimensions[name]) ?? columnOf(dimensions[name])}
            disabled={form.disabled || joinWords(dimensions[name]) !== undefined}
            onCommit={(text) => form.set([...path, name], withColumn(dimensions[name], text.trim()))}
          />
          {!form.disabled && (
            <Button
              variant="secondary"
              fill="text"
              icon="trash-alt"
              aria-label={`${title}: remove dimension ${name}`}
              tooltip="Remove"
              onClick={() => form.set([...path, name], undefined)}
            />
          )}
        </Stack>
      ))}
      {!form.disabled && (
        <NewDimension title={title} names={names} onAdd={(name, column) => form.set([...path, name], column)} />
      )}
    </Stack>
  );
}

interface NewProps {
  title: string;
  names: readonly string[];
  onAdd: (name: string, column: string) => void;
}

function NewDimension({ title, names, onAdd }: NewProps) {
  const [name, setName] = useState('');
  const [column, setColumn] = useState('');
  const problem = name.trim() === '' ? undefined : problemOfName(name.trim(), names);
  return (
    <div>
      <Stack gap={1} wrap="wrap">
        <Input
          aria-label={`${title}: new dimension`}
          placeholder="region"
          width={24}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Input
          aria-label={`${title}: column of the new dimension`}
          placeholder="column"
          width={36}
          value={column}
          onChange={(event) => setColumn(event.currentTarget.value)}
        />
        <Button
          variant="secondary"
          icon="plus"
          disabled={problem !== undefined || name.trim() === '' || column.trim() === ''}
          onClick={() => {
            onAdd(name.trim(), column.trim());
            setName('');
            setColumn('');
          }}
        >
          Add dimension
        </Button>
      </Stack>
      {problem && <FieldValidationMessage>{problem}</FieldValidationMessage>}
    </div>
  );
}
