import React from 'react';
import { Alert } from '@grafana/ui';
import type { Problem } from '../parts/Problem';
import { ProblemList } from '../parts/ProblemList';

interface Props {
  problems: readonly Problem[];
  /** What the data source does meanwhile: go on with an earlier model, answer nothing, or it is not set up yet. */
  meanwhile: 'earlier model' | 'nothing' | 'new';
}

const severities = { 'earlier model': 'warning', nothing: 'error', new: 'info' } as const;

const sentences = {
  'earlier model':
    'What you typed is kept. Until it is mended, the data source runs with the last model that had no problem.',
  nothing: 'What you typed is kept. The data source answers nothing until it is mended.',
  new: 'Choose a preset or fill in the form; panels can be built as soon as nothing is listed here.',
};

function titleOf(problems: readonly Problem[], meanwhile: Props['meanwhile']): string {
  if (meanwhile === 'new') {
    return 'Say where your leads or deals are';
  }
  return problems.length === 1 ? 'The model has a problem' : `The model has ${problems.length} problems`;
}

/** What is wrong with the model as it is typed, and what happens until it is mended. */
export function Problems({ problems, meanwhile }: Props) {
  if (problems.length === 0) {
    return null;
  }
  return (
    <Alert severity={severities[meanwhile]} title={titleOf(problems, meanwhile)}>
      <ProblemList problems={problems} label="Problems of the model" />
      {sentences[meanwhile]}
    </Alert>
  );
}
