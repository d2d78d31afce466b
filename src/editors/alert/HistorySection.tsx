import React, { useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, LoadingPlaceholder, Text, useStyles2 } from '@grafana/ui';
import { dayOf } from '../../model/calendar';
import type { AlertDefinition } from '../../native/alerts/AlertDefinition';
import {
  askedOfHistory,
  historyByDay,
  historyByWeek,
  type HistoryAsked,
  type InstanceHistory,
  type RuleHistory,
} from '../../native/alerts/history';
import type { Instance } from '../../native/grafana/evaluate';
import type { Rule } from '../../native/grafana/Rule';
import { upperFirst } from '../parts/text';
import { attempt, type AlertContext } from './draft';
import { reasonOf } from './grafanaAlerting';
import { nameOf } from './InstanceTable';
import { byStatements, rangeOf, type RunNative } from './preview';
import { Section } from './Section';
import { usePromise } from './usePromise';

const days = 90;
const shown = 20;

interface Made {
  readonly rule: Rule;
  readonly definition: AlertDefinition;
}

/** On how many of the last days each instance would have fired; asked for by a click, because it reads much. */
export function HistorySection({ made, context, run }: { made: Made; context: AlertContext; run: RunNative }) {
  const [askedFor, setAskedFor] = useState<Made>();
  const asked = useMemo(
    () => attempt(() => ({ of: askedOfHistory(made.definition, context.model, context.dialect, days) })),
    [made, context]
  );
  const ask = useMemo(
    () => (askedFor === made && 'of' in asked ? () => askHistory(asked.of, made, context, run) : undefined),
    [askedFor, made, asked, context, run]
  );
  const waited = usePromise(ask);
  return (
    <Section title={`In the last ${days} days`}>
      {'problem' in asked ? (
        <Text element="p" color="secondary">
          {upperFirst(asked.problem)}.
        </Text>
      ) : (
        waited === undefined && (
          <div>
            <Button size="sm" variant="secondary" icon="history" onClick={() => setAskedFor(made)}>
              See how often it would have fired
            </Button>
          </div>
        )
      )}
      {waited?.is === 'waiting' && <LoadingPlaceholder text="Looking back…" />}
      {waited?.is === 'failed' && (
        <Alert severity="error" title="The past could not be read">
          {upperFirst(reasonOf(waited.error))}
        </Alert>
      )}
      {waited?.is === 'done' && 'of' in asked && <Found history={waited.value} every={asked.of.every} />}
    </Section>
  );
}

async function askHistory(
  asked: HistoryAsked,
  { rule, definition }: Made,
  { model }: AlertContext,
  run: RunNative
): Promise<RuleHistory> {
  const now = new Date();
  if (asked.every === 'week') {
    const weeks: Array<readonly [Date, readonly Instance[]]> = [];
    // One after the other: each week runs all statements of the rule.
    for (const end of asked.ends(now)) {
      weeks.push([end, await byStatements(rule, run, end)]);
    }
    return historyByWeek(weeks, model);
  }
  const outcomes = await run(
    asked.statements.map(({ sql }) => sql),
    rangeOf(rule, now)
  );
  const answers = asked.statements.map(({ values }, at) => {
    const outcome = outcomes[at];
    if (!outcome || 'error' in outcome) {
      throw outcome?.error ?? new Error('there is no answer');
    }
    return { values, rows: outcome.rows };
  });
  return historyByDay(rule, answers, definition, dayOf(now, model.calendar.timeZone), days);
}

function Found({ history: { days: all, instances }, every }: { history: RuleHistory; every: HistoryAsked['every'] }) {
  const styles = useStyles2(getStyles);
  const fired = instances.filter((one) => one.fired.length > 0);
  return (
    <>
      <Text element="p">
        {fired.length === 0
          ? `None of ${instances.length} would have fired on any of these ${every === 'week' ? `${all.length} days, a week apart` : 'days'}.`
          : `${fired.length} of ${instances.length} would have fired${every === 'week' ? ', looked at once a week' : ''}:`}
      </Text>
      {fired.length > 0 && (
        <table className={styles.table} aria-label="Days on which it would have fired">
          <tbody>
            {fired.slice(0, shown).map((one) => (
              <tr key={JSON.stringify(one.labels)}>
                <td className={styles.name}>{nameOf(one.labels)}</td>
                <td className={styles.count}>
                  {one.fired.length} of {all.length} {every === 'week' ? 'weeks' : 'days'}
                </td>
                <td className={styles.strip}>
                  <Strip all={all} one={one} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {fired.length > shown && (
        <Text element="p" color="secondary">{`… and ${fired.length - shown} more, on fewer days.`}</Text>
      )}
      <Text element="p" variant="bodySmall" color="secondary">
        Each day is judged by the data as they are now: what was entered or changed later counts as if it had been
        there.
      </Text>
    </>
  );
}

/** A box a day, oldest first; days on which it fires are filled. */
function Strip({ all, one }: { all: readonly string[]; one: InstanceHistory }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.days} role="img" aria-label={`from ${all[0]} to ${all[all.length - 1]}`}>
      {all.map((day) => (
        <span
          key={day}
          title={`${day}${one.fired.includes(day) ? ': fires' : ''}`}
          className={one.fired.includes(day) ? styles.fires : styles.quiet}
        />
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({
    width: '100%',
    fontSize: theme.typography.bodySmall.fontSize,
    '& td': { padding: theme.spacing(0.5, 1) },
  }),
  name: css({ fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' }),
  count: css({ whiteSpace: 'nowrap' }),
  strip: css({ width: '55%' }),
  days: css({ display: 'flex', gap: 1, height: 16 }),
  fires: css({ flex: 1, background: theme.colors.error.main }),
  quiet: css({ flex: 1, background: theme.colors.background.secondary }),
});
