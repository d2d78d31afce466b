import React, { useMemo, useState } from 'react';
import { Alert, Button, LoadingPlaceholder, Stack, Text } from '@grafana/ui';
import type { Rule } from '../../native/grafana/Rule';
import { upperFirst } from '../parts/text';
import type { Alerting } from './grafanaAlerting';
import { reasonOf } from './grafanaAlerting';
import { InstanceTable } from './InstanceTable';
import { evaluateNow, type Evaluated, type RunNative } from './preview';
import type { Right } from './rights';
import { Section } from './Section';
import { usePromise } from './usePromise';

interface Props {
  made: { readonly rule: Rule };
  alerting: Alerting;
  mayEvaluate: Right;
  run: RunNative;
}

/** Which instances would fire now, and what they would say. */
export function PreviewSection({ made: { rule }, alerting, mayEvaluate, run }: Props) {
  const [now, setNow] = useState(() => new Date());
  const ask = useMemo(
    () => () => evaluateNow(rule, { alerting, mayEvaluate, run }, now),
    [rule, alerting, mayEvaluate, run, now]
  );
  const waited = usePromise(ask);
  return (
    <Section title="Would it fire now?">
      {waited?.is === 'waiting' && <LoadingPlaceholder text="Evaluating…" />}
      {waited?.is === 'failed' && (
        <Alert severity="error" title="The rule could not be evaluated">
          {upperFirst(reasonOf(waited.error))}
        </Alert>
      )}
      {waited?.is === 'done' && <Found evaluated={waited.value} />}
      {waited && waited.is !== 'waiting' && (
        <div>
          <Button size="sm" variant="secondary" fill="text" icon="sync" onClick={() => setNow(new Date())}>
            Evaluate again
          </Button>
        </div>
      )}
    </Section>
  );
}

function Found({ evaluated: { by, why, instances } }: { evaluated: Evaluated }) {
  const firing = instances.filter(({ fires }) => fires).length;
  return (
    <Stack direction="column" gap={1}>
      <Text element="p">
        {instances.length === 0
          ? 'There are no rows: the rule would stay quiet.'
          : firing === 0
            ? `No, nothing of ${instances.length} would fire.`
            : `Yes: ${firing} of ${instances.length} would fire.`}
      </Text>
      <InstanceTable instances={instances} />
      <Text element="p" variant="bodySmall" color="secondary">
        {by === 'grafana'
          ? "Evaluated by Grafana's own rule evaluator."
          : `Evaluated here, by the rule's own statements and the steps that Grafana would take${why ? `: ${why}` : ''}.`}
      </Text>
    </Stack>
  );
}
