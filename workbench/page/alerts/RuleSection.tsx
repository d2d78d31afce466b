import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Badge, Button, Stack, Text, useStyles2, type BadgeColor } from '@grafana/ui';
import React, { useState } from 'react';
import { countOf, stateOf, worstFirst, type Rule, type State } from './evaluation';
import { InstanceTable } from './InstanceTable';
import { StateBadge } from './StateBadge';

const colours: Readonly<Record<string, BadgeColor>> = { critical: 'red', warning: 'orange', info: 'blue' };

/** One rule: what fires is shown, what is normal on demand. */
export function RuleSection({ rule }: { rule: Rule }) {
  const styles = useStyles2(getStyles);
  const [isWhole, setWhole] = useState(false);
  const { severity = '', ...labels } = rule.labels;
  const instances = worstFirst(rule.instances);
  const notable = instances.filter(({ state }) => state !== 'Normal');
  const normal = instances.length - notable.length;
  return (
    <section aria-label={rule.title} className={styles.section} data-state={stateOf(rule)} data-testid="alert-rule">
      <Stack alignItems="center" direction="row" gap={1} wrap="wrap">
        <StateBadge state={stateOf(rule)} />
        <Text element="h3" variant="h5">
          {rule.title}
        </Text>
        {severity && <Badge color={colours[severity] ?? 'blue'} text={severity} />}
        <Text color="secondary" variant="bodySmall">
          {[...Object.values(labels), countsOf(rule)].join(' · ')}
        </Text>
      </Stack>
      {rule.error !== null && <Alert className={styles.below} severity="error" title={rule.error} />}
      {rule.notes.map((note) => (
        <Alert className={styles.below} key={note} severity="info" title={note} />
      ))}
      {(isWhole || notable.length > 0) && <InstanceTable instances={isWhole ? instances : notable} />}
      {normal > 0 && (
        <Button className={styles.below} fill="text" onClick={() => setWhole(!isWhole)} size="sm" variant="secondary">
          {isWhole ? 'Hide what is normal' : `Show ${normal} normal ${normal === 1 ? 'instance' : 'instances'}`}
        </Button>
      )}
    </section>
  );
}

const words: Readonly<Record<State, string>> = {
  Alerting: 'firing',
  Error: 'in error',
  NoData: 'without data',
  Normal: 'normal',
};

const countsOf = (rule: Rule): string =>
  (['Alerting', 'Error', 'NoData', 'Normal'] as const)
    .filter((state) => countOf(rule, state) > 0)
    .map((state) => `${countOf(rule, state)} ${words[state]}`)
    .join(', ');

const getStyles = (theme: GrafanaTheme2) => ({
  below: css({ marginBottom: 0, marginTop: theme.spacing(1) }),
  section: css({
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(1.5, 2),
  }),
});
