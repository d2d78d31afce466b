import { sceneGraph, SceneObjectBase, VizPanel, type SceneComponentProps } from '@grafana/scenes';
import { Icon, PanelChrome, Tooltip } from '@grafana/ui';
import type { IconName, QueryResultMetaNotice } from '@grafana/data';
import React from 'react';

/** The notices of a panel's frames, beside its title; each sentence once. */
export class PanelNotices extends SceneObjectBase {
  static readonly Component = Notices;
}

const icons: Readonly<Record<QueryResultMetaNotice['severity'], IconName>> = {
  error: 'exclamation-triangle',
  info: 'document-info',
  warning: 'exclamation-triangle',
};

function Notices({ model }: SceneComponentProps<PanelNotices>) {
  const panel = sceneGraph.getAncestor(model, VizPanel);
  const { data } = sceneGraph.getData(panel).useState();
  const notices = new Map(
    data?.series.flatMap(({ meta }) => meta?.notices ?? []).map((notice) => [notice.text, notice])
  );
  const bySeverity = new Map<QueryResultMetaNotice['severity'], string[]>();
  for (const { severity, text } of notices.values()) {
    bySeverity.set(severity, [...(bySeverity.get(severity) ?? []), text]);
  }
  return (
    <>
      {[...bySeverity].map(([severity, texts]) => (
        <Tooltip
          content={
            texts.length === 1 ? (
              <>{texts[0]}</>
            ) : (
              <ul>
                {texts.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            )
          }
          interactive
          key={severity}
        >
          <PanelChrome.TitleItem data-testid={`notices-${severity}`}>
            <Icon aria-label={`${severity}: ${texts.join(' ')}`} name={icons[severity]} size="md" />
          </PanelChrome.TitleItem>
        </Tooltip>
      ))}
    </>
  );
}
