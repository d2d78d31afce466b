import type { PanelData } from '@grafana/data';
import { Alert } from '@grafana/ui';
import React from 'react';

/** Errors of queries and notices of frames, each sentence once. */
export function NoticeList({ data }: { data: PanelData }) {
  const errors = data.errors ?? (data.error ? [data.error] : []);
  const notices = new Map(
    data.series.flatMap(({ meta }) => meta?.notices ?? []).map((notice) => [notice.text, notice])
  );
  return (
    <>
      {errors.map(({ message, data: body, refId }, index) => (
        <Alert
          key={index}
          severity="error"
          title={`${refId ? `Query ${refId}: ` : ''}${message ?? body?.message ?? 'the query failed'}`}
        />
      ))}
      {[...notices.values()].map(({ text, severity }) => (
        <Alert key={text} severity={severity} title={text} />
      ))}
    </>
  );
}
