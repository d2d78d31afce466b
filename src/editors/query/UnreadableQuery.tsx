import React from 'react';
import { Alert, RadioButtonGroup } from '@grafana/ui';
import type { ShapedQuery } from '../../datasource/types';
import { currentSchemaVersion } from '../../plan/query';
import { Labelled } from './Labelled';
import { switchType } from './switchType';
import { queryTypes } from './words';

interface Props {
  refId: string;
  problem: string;
  onCommit: (query: ShapedQuery) => void;
}

/** A query of another version: left alone until the user replaces it. */
export function UnreadableQuery({ refId, problem, onCommit }: Props) {
  return (
    <>
      <Alert severity="warning" bottomSpacing={0} title="This query cannot be shown">
        {problem}. The saved query is left as it is. Choose a type to replace it.
      </Alert>
      <Labelled label="Query">
        <RadioButtonGroup
          id={`salesfunnel-${refId}-type`}
          aria-label="Query type"
          options={[...queryTypes]}
          onChange={(type) =>
            onCommit(switchType({ refId, schemaVersion: currentSchemaVersion, type: 'quality' }, type))
          }
        />
      </Labelled>
    </>
  );
}
