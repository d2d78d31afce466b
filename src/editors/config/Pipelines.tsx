import React from 'react';
import { Button, Stack, Text } from '@grafana/ui';
import type { ModelForm } from './form';
import { asArray } from './path';
import { PipelineFields } from './PipelineFields';
import { newPipeline, writtenOut } from './pipelineEdits';

export function Pipelines({ form }: { form: ModelForm }) {
  const pipelines = asArray(form.get(['pipelines']));
  const inherited = pipelines.length === 0 ? (form.model?.pipelines ?? []) : [];
  return (
    <Stack direction="column" gap={2} alignItems="flex-start">
      {pipelines.map((_, index) => (
        <PipelineFields key={index} form={form} index={index} />
      ))}
      {inherited.length > 0 && (
        <Text color="secondary">
          {`From the preset: ${inherited.map(({ label, stages }) => `${label} (${stages.map((stage) => stage.label).join(', ')})`).join('; ')}.`}
        </Text>
      )}
      {!form.disabled && (
        <Stack gap={1} wrap="wrap">
          {inherited.length > 0 && (
            <Button variant="secondary" icon="pen" onClick={() => form.set(['pipelines'], writtenOut(inherited))}>
              Change the preset&apos;s pipelines
            </Button>
          )}
          <Button
            variant="secondary"
            icon="plus"
            onClick={() => form.set(['pipelines'], [...pipelines, newPipeline(pipelines)])}
          >
            Add pipeline
          </Button>
        </Stack>
      )}
    </Stack>
  );
}
