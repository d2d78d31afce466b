import React, { useState } from 'react';
import { locationUtil } from '@grafana/data';
import { Alert, Button, Combobox, Field, InlineSwitch, Input, LinkButton, LoadingPlaceholder } from '@grafana/ui';
import type { Rule } from '../../native/grafana/Rule';
import { upperFirst } from '../parts/text';
import { FieldGrid } from './FieldGrid';
import { reasonOf, type Alerting, type Created } from './grafanaAlerting';
import { usePromise } from './usePromise';

/** Stands for a folder that does not exist yet; no uid has a space. */
const another = 'a new folder';

type Done =
  | { readonly is: 'asking' }
  | { readonly is: 'created'; readonly of: Created; readonly rule: Rule }
  | { readonly is: 'failed'; readonly reason: string };

const minutes = (seconds: number): string =>
  seconds === 60 ? 'minute' : seconds % 60 === 0 ? `${seconds / 60} minutes` : `${seconds} seconds`;

/** Folder, group and whether it starts paused; then the rule is made by Grafana's API. What was typed stays after an error. */
export function CreateHere({ rule, alerting }: { rule: Rule; alerting: Alerting }) {
  const [ask] = useState(() => () => alerting.folders());
  const folders = usePromise(ask);
  const [chosen, setChosen] = useState<string>();
  const [title, setTitle] = useState('Sales Funnel');
  const [group, setGroup] = useState('Sales');
  const [isPaused, setPaused] = useState(false);
  const [done, setDone] = useState<Done>();
  // A folder that was made before the rule failed is not made twice.
  const [made, setMade] = useState<{ readonly uid: string; readonly title: string }>();
  if (!folders || folders.is === 'waiting') {
    return <LoadingPlaceholder text="Reading the folders…" />;
  }
  const list = folders.is === 'done' ? folders.value : [];
  const known = made ? [...list, made] : list;
  const folder = chosen ?? known.find((one) => one.title === 'Sales Funnel')?.uid ?? known[0]?.uid ?? another;
  const isNew = folder === another;
  const lacks = (isNew && title.trim() === '') || group.trim() === '';
  const create = async () => {
    setDone({ is: 'asking' });
    try {
      let uid = folder;
      if (isNew) {
        const created = await alerting.createFolder(title.trim());
        setMade({ uid: created.uid, title: created.title });
        setChosen(created.uid);
        uid = created.uid;
      }
      setDone({ is: 'created', rule, of: await alerting.create(rule, uid, group.trim(), { isPaused }) });
    } catch (error) {
      setDone({ is: 'failed', reason: reasonOf(error) });
    }
  };
  const isCreated = done?.is === 'created' && done.rule === rule;
  return (
    <>
      {folders.is === 'failed' && (
        <Alert severity="warning" title="The folders could not be read">
          {upperFirst(reasonOf(folders.error))}
        </Alert>
      )}
      <FieldGrid>
        <Field label="Folder" description="Who may see the folder may see the rule.">
          <Combobox
            id="alert-folder"
            options={[
              ...known.map((one) => ({ value: one.uid, label: one.title })),
              { value: another, label: 'A new folder…' },
            ]}
            value={folder}
            onChange={({ value }) => setChosen(value)}
          />
        </Field>
        {isNew && (
          <Field label="Title of the new folder">
            <Input
              id="alert-new-folder"
              aria-label="Title of the new folder"
              value={title}
              onChange={(event) => setTitle(event.currentTarget.value)}
            />
          </Field>
        )}
        <Field
          label="Group"
          description="Rules of a group are evaluated together; a new group every ten minutes, until you set its interval in Grafana."
        >
          <Input
            id="alert-group"
            aria-label="Group"
            value={group}
            onChange={(event) => setGroup(event.currentTarget.value)}
          />
        </Field>
        <Field label="Start paused" description="It is not evaluated until someone resumes it.">
          <InlineSwitch
            id="alert-paused"
            aria-label="Start paused"
            value={isPaused}
            onChange={(event) => setPaused(event.currentTarget.checked)}
          />
        </Field>
      </FieldGrid>
      {done?.is === 'failed' && (
        <Alert severity="error" title="The rule was not created">
          {upperFirst(done.reason)}
        </Alert>
      )}
      {isCreated ? (
        <Alert severity="success" title={`"${rule.title}" is created`}>
          {done.of.interval !== undefined && <p>Its group is evaluated every {minutes(done.of.interval)}.</p>}
          <LinkButton
            size="sm"
            variant="secondary"
            icon="bell"
            href={locationUtil.assureBaseUrl(`/alerting/grafana/${encodeURIComponent(done.of.uid)}/view`)}
            target="_blank"
            rel="noreferrer"
          >
            Open the rule
          </LinkButton>
        </Alert>
      ) : (
        <div>
          <Button icon="bell" disabled={lacks || done?.is === 'asking'} onClick={() => void create()}>
            {done?.is === 'asking' ? 'Creating…' : 'Create the rule'}
          </Button>
        </div>
      )}
    </>
  );
}
