import { dateTimeFormat } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { Alert, Button, LoadingPlaceholder, Stack, Text } from '@grafana/ui';
import React, { useCallback, useState } from 'react';
import { useAsync } from '../useAsync';
import { countOf, inOrder, stateOf, type Evaluation } from './evaluation';
import { RuleSection } from './RuleSection';

/** The alert rules, evaluated now against the demo company as Grafana's server would. */
export function AlertsPage() {
  const [turn, setTurn] = useState(0);
  const load = useCallback(() => evaluate(turn), [turn]);
  const { value, error, isLoading } = useAsync(load);
  return (
    <Stack direction="column" gap={2}>
      <Stack alignItems="center" direction="row" gap={2} justifyContent="space-between" wrap="wrap">
        <Stack direction="column" gap={0.5}>
          <Text element="h2" variant="h4">
            Alert rules
          </Text>
          <Text color="secondary">
            {value ? sentenceOf(value) : 'Evaluated as Grafana’s server would, by the command line'}
          </Text>
        </Stack>
        <Button disabled={isLoading} icon="sync" onClick={() => setTurn(turn + 1)} variant="secondary">
          Evaluate again
        </Button>
      </Stack>
      {isLoading && <LoadingPlaceholder text="Evaluating the rules …" />}
      {error && <Alert title="The rules could not be evaluated">{error.message}</Alert>}
      {value && inOrder(value.rules).map((rule) => <RuleSection key={rule.rule} rule={rule} />)}
    </Stack>
  );
}

const evaluate = (turn: number) => getBackendSrv().post<Evaluation>('/api/workbench/alerts', { turn });

function sentenceOf({ at, rules }: Evaluation): string {
  const firing = rules.filter((rule) => stateOf(rule) === 'Alerting').length;
  const failed = rules.filter(({ error }) => error !== null).length;
  const instances = rules.reduce((sum, rule) => sum + rule.instances.length, 0);
  const alerts = rules.reduce((sum, rule) => sum + countOf(rule, 'Alerting'), 0);
  const counts = [`${firing} of ${rules.length} rules fire`, `${alerts} of ${instances} instances`, `${failed} failed`];
  return `${counts.join(' · ')} · evaluated ${dateTimeFormat(at)}`;
}
