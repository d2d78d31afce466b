import React, { useState } from 'react';
import { locationService } from '@grafana/runtime';
import { Button, ClipboardButton, RadioButtonGroup, Text } from '@grafana/ui';
import { ruleFormDefaults } from '../../native/alerts/api';
import { toYaml } from '../../native/alerts/toYaml';
import type { Rule } from '../../native/grafana/Rule';
import { upperFirst } from '../parts/text';
import { CreateHere } from './CreateHere';
import type { Alerting } from './grafanaAlerting';
import type { Rights } from './rights';
import { Section } from './Section';

interface Props {
  made: { readonly rule: Rule };
  rights: Rights;
  alerting: Alerting;
  onDismiss: () => void;
}

type Way = 'here' | 'form' | 'file';

const ways: ReadonlyArray<{ value: Way; label: string }> = [
  { value: 'here', label: 'Create it here' },
  { value: 'form', label: "Grafana's rule form" },
  { value: 'file', label: 'Copy as a file' },
];

/** Three ways to keep the rule; what the user may not do is said beside them. */
export function CreateSection({ made: { rule }, rights, alerting, onDismiss }: Props) {
  const refused: Partial<Record<Way, string>> = {
    ...(rights.create !== true && { here: rights.create }),
    ...(rights.form !== true && { form: rights.form }),
  };
  const [chosen, setChosen] = useState<Way>();
  const way = chosen ?? ways.find(({ value }) => refused[value] === undefined)?.value ?? 'file';
  const reasons = [...new Set(Object.values(refused))];
  return (
    <Section title="Keep it">
      <div>
        <RadioButtonGroup
          id="alert-way"
          aria-label="How to keep it"
          options={[...ways]}
          disabledOptions={ways.flatMap(({ value }) => (refused[value] === undefined ? [] : [value]))}
          value={way}
          onChange={setChosen}
        />
      </div>
      {reasons.map((reason) => (
        <Text key={reason} element="p" color="secondary">
          {upperFirst(reason)}.
        </Text>
      ))}
      {way === 'here' && <CreateHere rule={rule} alerting={alerting} />}
      {way === 'form' && <RuleForm rule={rule} onDismiss={onDismiss} />}
      {way === 'file' && <RuleFile rule={rule} />}
    </Section>
  );
}

function RuleForm({ rule, onDismiss }: { rule: Rule; onDismiss: () => void }) {
  const open = () => {
    onDismiss();
    locationService.push(`/alerting/new?defaults=${encodeURIComponent(JSON.stringify(ruleFormDefaults(rule)))}`);
  };
  return (
    <>
      <Text element="p" color="secondary">
        Opens the form with everything filled in; folder, interval and who is told are chosen there. Save the dashboard
        first: you leave this page.
      </Text>
      <div>
        <Button icon="external-link-alt" onClick={open}>
          Open the rule form
        </Button>
      </div>
    </>
  );
}

const yamlOf = (rule: Rule): string =>
  toYaml([{ name: 'Sales', folder: 'Sales Funnel', interval: '1h', rules: [rule] }]);

function RuleFile({ rule }: { rule: Rule }) {
  return (
    <>
      <Text element="p" color="secondary">
        A file for provisioning/alerting of a Grafana; it names the SQL data source by its uid, and the folder by its
        title.
      </Text>
      <div>
        <ClipboardButton icon="copy" variant="secondary" getText={() => yamlOf(rule)}>
          Copy YAML
        </ClipboardButton>
      </div>
    </>
  );
}
