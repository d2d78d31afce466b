import React, { useRef, useState } from 'react';
import { getBackendSrv } from '@grafana/runtime';
import { Combobox, Field, FileUpload, Stack, TextArea, type ComboboxOption } from '@grafana/ui';

interface Props {
  /** The text of a dashboard, whatever it is worth. */
  onText: (text: string) => void;
  onProblem: (sentence: string) => void;
}

const most = 50;

/** A dashboard of this Grafana by its title, a file, or text that is pasted. */
export function DashboardPicker({ onText, onProblem }: Props) {
  // The option itself: those of a search know no value that is not among them.
  const [found, setFound] = useState<ComboboxOption<string>>();
  const [pasted, setPasted] = useState('');
  // An answer that comes late must not take the place of a later choice.
  const last = useRef<Promise<string> | undefined>(undefined);
  const take = async (reading: Promise<string>, what: string) => {
    last.current = reading;
    try {
      const text = await reading;
      if (last.current === reading) {
        onText(text);
      }
    } catch (error) {
      if (last.current === reading) {
        onProblem(`The ${what} could not be read: ${sentenceOf(error)}`);
      }
    }
  };
  return (
    <>
      <Field label="Dashboard" htmlFor="salesfunnel-share-dashboard" description="One of this Grafana, by its title.">
        <Combobox
          id="salesfunnel-share-dashboard"
          width={60}
          placeholder="Search"
          options={search}
          value={found ?? null}
          onChange={(option) => {
            setFound(option);
            void take(fetchDashboard(option.value), 'dashboard');
          }}
        />
      </Field>
      <Field label="Or its JSON" htmlFor="salesfunnel-share-json" description="A file, or the text of one.">
        <Stack direction="column" gap={1}>
          <FileUpload
            accept="application/json,.json"
            showFileName
            size="sm"
            onFileUpload={({ currentTarget: { files } }) => {
              const [file] = files ?? [];
              if (file) {
                void take(file.text(), 'file');
              }
            }}
          >
            Choose a file
          </FileUpload>
          <TextArea
            id="salesfunnel-share-json"
            aria-label="Dashboard as JSON"
            rows={3}
            value={pasted}
            placeholder={'{ "title": …, "panels": [ … ] }'}
            onChange={({ currentTarget: { value } }) => {
              setPasted(value);
              if (value.trim()) {
                void take(Promise.resolve(value), 'text');
              }
            }}
          />
        </Stack>
      </Field>
    </>
  );
}

const fetchDashboard = async (uid: string): Promise<string> =>
  JSON.stringify(await getBackendSrv().get(`/api/dashboards/uid/${encodeURIComponent(uid)}`));

interface Hit {
  readonly uid: string;
  readonly title: string;
  readonly folderTitle?: string;
}

async function search(query: string): Promise<Array<ComboboxOption<string>>> {
  const hits = await getBackendSrv().get<Hit[]>('/api/search', { type: 'dash-db', query, limit: most });
  return hits.map(({ uid, title, folderTitle }) => ({ value: uid, label: title, description: folderTitle }));
}

/** Errors of Grafana's back end carry their sentence in `data`. */
function sentenceOf(error: unknown): string {
  const { data, message } = (error ?? {}) as { data?: { message?: string }; message?: string };
  return data?.message ?? message ?? String(error);
}
