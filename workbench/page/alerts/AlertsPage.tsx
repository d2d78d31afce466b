import { EmptyState } from '@grafana/ui';
import React from 'react';

export function AlertsPage() {
  return <EmptyState message="Alert rules come with the next version" variant="not-found" />;
}
