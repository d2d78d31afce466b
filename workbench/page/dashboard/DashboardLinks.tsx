import { SceneObjectBase, sceneGraph, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import { LinkButton, Stack } from '@grafana/ui';
import React from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import type { DashboardLinkModel } from './model';

interface State extends SceneObjectState {
  readonly links: readonly DashboardLinkModel[];
}

/** The links at the top of a dashboard. They hold the address's parameters, so they follow it. */
export class DashboardLinks extends SceneObjectBase<State> {
  static readonly Component = Links;
}

function Links({ model }: SceneComponentProps<DashboardLinks>) {
  const navigate = useNavigate();
  useLocation();
  return (
    <Stack gap={1} wrap="wrap">
      {model.state.links.map(({ title, url, tooltip }) => (
        <LinkButton
          fill="outline"
          href={sceneGraph.interpolate(model, url)}
          key={title}
          onClick={(event) => {
            event.preventDefault();
            navigate(sceneGraph.interpolate(model, url));
          }}
          size="md"
          tooltip={tooltip || undefined}
          variant="secondary"
        >
          {title}
        </LinkButton>
      ))}
    </Stack>
  );
}
