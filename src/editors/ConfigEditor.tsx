import React from 'react';
import { css } from '@emotion/css';
import type { DataSourcePluginOptionsEditorProps, GrafanaTheme2 } from '@grafana/data';
import { Alert, useStyles2 } from '@grafana/ui';
import type { SalesFunnelOptions } from '../datasource/types';
import { DatabaseSection } from './config/DatabaseSection';
import { FieldGrid } from './config/FieldGrid';
import { calendarFields, evidenceFields } from './config/fields';
import { formOf } from './config/form';
import { Mapping } from './config/Mapping';
import { ModelField } from './config/ModelField';
import { ModelJson } from './config/ModelJson';
import { PageSection } from './config/PageSection';
import { Pipelines } from './config/Pipelines';
import { PresetField } from './config/PresetField';
import { Problems } from './config/Problems';
import { Summary } from './config/Summary';
import { useDraft } from './config/useDraft';
import { ProblemList } from './parts/ProblemList';
import { ShareSection } from './share/ShareSection';
import { WeekStartField } from './config/WeekStartField';

export function ConfigEditor(props: DataSourcePluginOptionsEditorProps<SalesFunnelOptions>) {
  const styles = useStyles2(getStyles);
  const { draft, value, meanwhile, setText, setValue } = useDraft(props);
  const isReadOnly = props.options.readOnly === true;
  const isBroken = draft.value === undefined;
  const form = formOf(value, draft.model, isReadOnly || isBroken, setValue);
  return (
    <div className={styles.page} data-testid="salesfunnel-config-editor">
      {isReadOnly && (
        <Alert severity="info" title="This data source is provisioned">
          It is shown as it is. To change it, edit the file it was provisioned from.
        </Alert>
      )}
      <DatabaseSection {...props} />
      <PageSection
        title="Sales model"
        description="Tells which tables and columns hold your leads, deals and stages. The form and the JSON below edit the same model."
      >
        <Problems problems={draft.problems} meanwhile={meanwhile} />
        {isBroken && <Alert severity="info" title="The form waits until the JSON below can be read again" />}
        <PresetField form={form} />
        <Mapping form={form} />
      </PageSection>
      <PageSection
        title="Pipelines"
        description="The stages of a deal or lead in order, from the first to won and lost."
      >
        <Pipelines form={form} />
      </PageSection>
      <PageSection
        title="Calendar and currency"
        description="Panels and alert rules cut time in this calendar, whatever zone a dashboard shows."
      >
        <FieldGrid>
          {calendarFields.map((spec) => (
            <ModelField key={spec.label} form={form} spec={spec} section="Calendar" />
          ))}
          <WeekStartField form={form} />
        </FieldGrid>
      </PageSection>
      <PageSection title="Evidence" description="When a number is worth showing.">
        <FieldGrid>
          {evidenceFields.map((spec) => (
            <ModelField key={spec.label} form={form} spec={spec} section="Evidence" />
          ))}
        </FieldGrid>
      </PageSection>
      <PageSection
        title="Model as JSON"
        description="Everything above, and what has no field: other tables, joined dimensions, conditions, targets, custom metrics."
      >
        <ModelJson text={draft.text} disabled={isReadOnly} onCommit={setText} />
        {draft.problems.length > 0 && (
          <div className={styles.problems}>
            <ProblemList problems={draft.problems} label="Problems in the JSON" />
          </div>
        )}
      </PageSection>
      {draft.model && (
        <PageSection title="What is understood" description="The model, read back.">
          <Summary model={draft.model} />
        </PageSection>
      )}
      <ShareSection options={props.options} model={draft.model} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ maxWidth: 1200 }),
  problems: css({ marginTop: theme.spacing(1), color: theme.colors.error.text }),
});
