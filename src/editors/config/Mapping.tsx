import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { CollapsableSection, Text, useStyles2 } from '@grafana/ui';
import { DimensionRows } from './DimensionRows';
import { FieldGrid } from './FieldGrid';
import { mappingSections, type Section } from './fields';
import type { ModelForm } from './form';
import { ModelField } from './ModelField';

/** Tables and columns, one collapsible part for each word of the model. */
export function Mapping({ form }: { form: ModelForm }) {
  return (
    <>
      {mappingSections.map((section) => (
        <MappingSection key={section.id} form={form} section={section} />
      ))}
    </>
  );
}

function MappingSection({ form, section }: { form: ModelForm; section: Section }) {
  const styles = useStyles2(getStyles);
  const [isOpen, setOpen] = useState(section.id === 'deal' || form.get(['entities', section.id]) !== undefined);
  return (
    <CollapsableSection label={section.title} isOpen={isOpen} onToggle={setOpen}>
      <div className={styles.description}>
        <Text color="secondary">{section.description}</Text>
      </div>
      <FieldGrid>
        {section.fields.map((spec) => (
          <ModelField key={spec.path.join('.')} form={form} spec={spec} section={section.title} />
        ))}
      </FieldGrid>
      {section.dimensionsOf && <DimensionRows form={form} entity={section.dimensionsOf} title={section.title} />}
    </CollapsableSection>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({ description: css({ marginBottom: theme.spacing(2) }) });
