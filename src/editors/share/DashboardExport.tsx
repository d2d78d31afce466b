import React, { useMemo, useState } from 'react';
import { Alert, Field, Text } from '@grafana/ui';
import type { Dashboard } from '../../native/dashboard/Dashboard';
import { exportDashboard, type Exported } from '../../native/dashboard/exportDashboard';
import { SalesError } from '../../sql/SalesError';
import { FieldGrid } from '../config/FieldGrid';
import { ManySelect } from '../parts/ManySelect';
import { upperFirst, type Read } from '../parts/text';
import { CopyOrDownload } from './CopyOrDownload';
import { DashboardPicker } from './DashboardPicker';
import { chosen, frozenFields } from './frozen';
import { NoteList } from './NoteList';
import { readDashboard } from './readDashboard';
import type { Target } from './Target';

type Values = Readonly<Record<string, readonly string[]>>;

/** A dashboard of ours → the same in plain SQL, with its variables frozen. */
export function DashboardExport({ target }: { target: Target }) {
  const [read, setRead] = useState<Read<Dashboard>>();
  const [values, setValues] = useState<Values>({});
  const take = (next: Read<Dashboard>) => {
    setRead(next);
    setValues({});
  };
  return (
    <>
      <p>
        <Text color="secondary">
          For a public dashboard, or a Grafana without this plugin: the same panels over the SQL data source, with the
          variables at values that nobody can change.
        </Text>
      </p>
      <DashboardPicker onText={(text) => take(readDashboard(text))} onProblem={(problem) => take({ problem })} />
      {read && 'problem' in read && <Alert severity="warning" title={read.problem} />}
      {read && 'value' in read && (
        <>
          <FrozenVariables dashboard={read.value} values={values} onChange={setValues} />
          <Outcome dashboard={read.value} target={target} values={values} />
        </>
      )}
    </>
  );
}

interface Chosen {
  dashboard: Dashboard;
  values: Values;
}

function FrozenVariables({ dashboard, values, onChange }: Chosen & { onChange: (values: Values) => void }) {
  return (
    <FieldGrid>
      {frozenFields(dashboard).map(({ name, label, values: saved, choices, isMulti }) => {
        const now = values[name] ?? saved;
        // Nothing chosen is no choice: the values that it was saved with hold.
        const commit = (next: string[]) => {
          const { [name]: _, ...others } = values;
          onChange(next.length > 0 ? { ...others, [name]: next } : others);
        };
        return (
          <Field key={name} label={label} htmlFor={`salesfunnel-share-${name}`}>
            <ManySelect
              id={`salesfunnel-share-${name}`}
              label={`Frozen: ${label}`}
              values={now}
              choices={choices}
              accepts={() => true}
              onCommit={(next) => commit(isMulti ? chosen(now, next) : next.slice(-1))}
            />
          </Field>
        );
      })}
    </FieldGrid>
  );
}

function Outcome({ dashboard, target, values }: Chosen & { target: Target }) {
  const outcome = useMemo(() => tryExport(dashboard, target, values), [dashboard, target, values]);
  if ('problem' in outcome) {
    return <Alert severity="warning" title={upperFirst(outcome.problem)} />;
  }
  const { dashboard: made, notes } = outcome.value;
  return (
    <>
      <p>
        <Text>{`${made.title}: ready.`}</Text>
      </p>
      <CopyOrDownload
        what="native SQL dashboard"
        fileName={`${made.uid}.json`}
        getText={() => `${JSON.stringify(made, null, 2)}\n`}
      />
      {notes.length > 0 && <NoteList title="What differs from the dashboard itself" notes={notes} />}
    </>
  );
}

function tryExport(dashboard: Dashboard, target: Target, variables: Values): Read<Exported> {
  const { model, dialect, source, pluginId } = target;
  try {
    return {
      value: exportDashboard(dashboard, {
        model,
        dialect,
        pluginId,
        datasourceUid: source.uid,
        datasourceType: source.type,
        variables,
      }),
    };
  } catch (error) {
    if (error instanceof SalesError) {
      return { problem: error.message };
    }
    throw error;
  }
}
