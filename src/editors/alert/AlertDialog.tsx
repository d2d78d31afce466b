import React, { useMemo, useRef, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Modal, Text, useStyles2 } from '@grafana/ui';
import type { SalesQuery } from '../../plan/query';
import { upperFirst } from '../parts/text';
import { CreateSection } from './CreateSection';
import { about, draftFrom, make, watchable, whyNoRule, type AlertContext, type Draft, type Made } from './draft';
import { EvidenceFields } from './EvidenceFields';
import { grafanaAlerting, type Alerting } from './grafanaAlerting';
import { HistorySection } from './HistorySection';
import { PreviewSection } from './PreviewSection';
import type { RunNative } from './preview';
import { circumstances, rightsOf, type Circumstances } from './rights';
import { RuleFields } from './RuleFields';
import { watchedInWords } from './watched';

export interface DialogProps {
  query: SalesQuery;
  context: AlertContext;
  run: RunNative;
  onDismiss: () => void;
  alerting?: Alerting;
  around?: Circumstances;
}

/** From a panel's question to a rule: what it watches, whether it would fire, and three ways to keep it. */
export function AlertDialog({ query, context, run, onDismiss, alerting = grafanaAlerting, around }: DialogProps) {
  const styles = useStyles2(getStyles);
  const rights = useMemo(() => rightsOf(around ?? circumstances()), [around]);
  const metrics = useMemo(
    () => watchable(query).filter((metric) => whyNoRule(about(query, metric), context) === undefined),
    [query, context]
  );
  const [metric, setMetric] = useState(metrics[0]);
  const first = useMemo(() => draftFrom(about(query, metric), context), [query, metric, context]);
  // A draft belongs to the metric with which it began.
  const [edited, setEdited] = useState<{ readonly of: Draft; readonly draft: Draft }>();
  const draft = edited?.of === first ? edited.draft : first;
  const change = (next: Draft) => setEdited({ of: first, draft: next });
  const made = useMemo(() => make(draft, context), [draft, context]);
  // What was typed below stays while a field above makes no rule.
  const last = useRef<Exclude<Made, { problem: string }>>(undefined);
  if (!('problem' in made)) {
    last.current = made;
  }
  const fields = { draft, first: first.definition, context, onChange: change };
  return (
    <Modal title="Create alert rule" isOpen onDismiss={onDismiss} closeOnBackdropClick={false} className={styles.modal}>
      <div className={styles.sections} data-testid="salesfunnel-alert">
        <Text element="p">{watchedInWords(draft.definition, context.model)}</Text>
        <RuleFields {...fields} metrics={metrics} metric={metric} onMetric={setMetric} />
        <EvidenceFields {...fields} />
        {'problem' in made && (
          <Alert severity="warning" title="This makes no rule yet">
            {upperFirst(made.problem)}
          </Alert>
        )}
        {last.current && (
          <div className={styles.sections} hidden={'problem' in made}>
            <PreviewSection made={last.current} alerting={alerting} mayEvaluate={rights.evaluate} run={run} />
            <HistorySection made={last.current} context={context} run={run} />
            <CreateSection made={last.current} rights={rights} alerting={alerting} onDismiss={onDismiss} />
          </div>
        )}
      </div>
    </Modal>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  modal: css({ width: 'min(960px, calc(100vw - 32px))' }),
  sections: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    '&[hidden]': { display: 'none' },
    '& p': { marginBottom: 0 },
  }),
});
