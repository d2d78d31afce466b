import { Badge, type BadgeColor, type IconName } from '@grafana/ui';
import React from 'react';
import type { State } from './evaluation';

const looks: Readonly<Record<State, { color: BadgeColor; icon: IconName; text: string }>> = {
  Alerting: { color: 'red', icon: 'exclamation-circle', text: 'Firing' },
  Error: { color: 'orange', icon: 'exclamation-triangle', text: 'Error' },
  NoData: { color: 'blue', icon: 'question-circle', text: 'No data' },
  Normal: { color: 'green', icon: 'check', text: 'Normal' },
};

/** @param waits how long it must hold first, such as `1h` */
export function StateBadge({ state, waits }: { state: State; waits?: string }) {
  const { color, icon, text } = looks[state];
  return (
    <Badge
      color={color}
      icon={icon}
      text={waits ? `${text} after ${waits}` : text}
      tooltip={waits ? `Grafana shows it as Pending until it has held for ${waits}` : undefined}
    />
  );
}
