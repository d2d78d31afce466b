import { LoadingState, type DataFrame, type PanelData } from '@grafana/data';
import { Alert, CodeEditor, Drawer, Tab, TabsBar } from '@grafana/ui';
import React, { useState } from 'react';
import type { Exchange } from '../host/backend';
import { NoticeList } from './NoticeList';

interface InspectProps {
  readonly title: string;
  readonly data: PanelData;
  /** What went over the wire, when it was listened to. */
  readonly exchanges?: readonly Exchange[];
  readonly onClose: () => void;
}

const editorHeight = 'calc(100vh - 200px)';

/** The SQL that ran, the evidence that the frames carry, and the data itself. */
export function InspectDrawer({ title, data, exchanges, onClose }: InspectProps) {
  const views = [
    { label: 'SQL', language: 'sql', text: executedSql(data.series) },
    { label: 'Evidence', language: 'json', text: json(evidence(data.series)) },
    { label: 'Data', language: 'json', text: json(data.series.map(toRows)) },
    ...(exchanges ? [{ label: 'Requests', language: 'json', text: json(exchanges) }] : []),
  ];
  const [label, setLabel] = useState('SQL');
  const view = views.find((one) => one.label === label) ?? views[0];
  return (
    <Drawer
      onClose={onClose}
      size="lg"
      tabs={
        <TabsBar>
          {views.map((one) => (
            <Tab active={one === view} key={one.label} label={one.label} onChangeTab={() => setLabel(one.label)} />
          ))}
        </TabsBar>
      }
      title={`Inspect: ${title}`}
    >
      <NoticeList data={data} />
      {data.state === LoadingState.Loading && <Alert severity="info" title="The query is still running" />}
      {view && (
        <CodeEditor
          height={editorHeight}
          key={view.label}
          language={view.language}
          readOnly
          showLineNumbers
          showMiniMap={false}
          value={view.text}
          width="100%"
        />
      )}
    </Drawer>
  );
}

/** The first frame of a run of frames with the same refId carries its SQL, as in Grafana's inspector. */
export function executedSql(frames: readonly DataFrame[]): string {
  const statements = frames.flatMap(({ refId, meta }, index) => {
    const sql = meta?.executedQueryString;
    return sql && frames[index - 1]?.refId !== refId ? [`-- ${refId ?? 'query'}\n${sql}`] : [];
  });
  return statements.length > 0 ? statements.join('\n\n') : '-- no SQL was run';
}

function evidence(frames: readonly DataFrame[]): unknown {
  return frames.map(({ refId, name, meta }) => ({
    refId,
    name,
    type: meta?.type,
    custom: meta?.custom,
    notices: meta?.notices,
  }));
}

const mostRows = 1000;

function toRows({ refId, name, fields, length }: DataFrame): unknown {
  const rows = Array.from({ length: Math.min(length, mostRows) }, (_, row) =>
    Object.fromEntries(fields.map((field) => [field.name, field.values[row]]))
  );
  return { refId, name, rows: length, first: rows };
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
