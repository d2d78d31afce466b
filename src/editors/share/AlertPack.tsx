import React, { useMemo } from 'react';
import { Alert, Text } from '@grafana/ui';
import { toYaml } from '../../native/alerts/toYaml';
import { leftOut, rulesFor } from '../../native/alerts/pack/rulesFor';
import type { RuleGroup } from '../../native/grafana/Rule';
import { SalesError } from '../../sql/SalesError';
import { upperFirst } from '../parts/text';
import { CopyOrDownload } from './CopyOrDownload';
import { NoteList } from './NoteList';
import type { Target } from './Target';

/** The rules that come with the plugin, for this model, as a file of `provisioning/alerting`. */
export function AlertPack({ target }: { target: Target }) {
  const { rules, problem } = useMemo(() => tryRules(target), [target]);
  const missing = useMemo(() => leftOut(target.model), [target.model]);
  if (problem) {
    return <Alert severity="warning" title={upperFirst(problem)} />;
  }
  const count = rules.reduce((sum, { rules: { length } }) => sum + length, 0);
  return (
    <>
      <p>
        <Text color="secondary">
          {`${count} ready rules for this model: put the file into provisioning/alerting of your Grafana. They go to whatever receives alerts by default.`}
        </Text>
      </p>
      {count > 0 && <CopyOrDownload what="alert rules" fileName="sales-funnel.yaml" getText={() => toYaml(rules)} />}
      {missing.length > 0 && (
        <NoteList
          title="Rules that this model cannot answer"
          notes={missing.map(({ title, reason }) => `${title}: ${reason}`)}
        />
      )}
    </>
  );
}

function tryRules({ model, dialect, source }: Target): { rules: readonly RuleGroup[]; problem?: string } {
  try {
    return { rules: rulesFor(model, dialect, source) };
  } catch (error) {
    if (error instanceof SalesError) {
      return { rules: [], problem: error.message };
    }
    throw error;
  }
}
