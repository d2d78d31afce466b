import React from 'react';
import { Alert } from '@grafana/ui';
import type { Problem } from '../parts/Problem';
import { ProblemList } from '../parts/ProblemList';

interface Props {
  problems: readonly Problem[];
  dataSource: string;
}

const shown = 5;

/** The model is mended in the data source's settings, by someone who may edit those. */
export function ModelProblems({ problems, dataSource }: Props) {
  if (problems.length === 0) {
    return null;
  }
  return (
    <Alert severity="error" title={`The sales model of ${dataSource} cannot be used`} bottomSpacing={0}>
      <ProblemList problems={problems.slice(0, shown)} label="Problems of the sales model" />
      {problems.length > shown && <p>and {problems.length - shown} more.</p>}
      <p>An administrator can mend it under Connections → Data sources → {dataSource} → Sales model.</p>
    </Alert>
  );
}
