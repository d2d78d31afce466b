import { locationService } from '@grafana/runtime';
import React, { useLayoutEffect, useState } from 'react';
import { Router, type Location, type NavigationType, type Navigator } from 'react-router-dom';

interface History {
  listen(listener: (location: Location, action: NavigationType) => void): () => void;
}

interface Address {
  readonly action: NavigationType;
  readonly location: Location;
}

/** The router on the history of Grafana's location service, so that both always tell the same address. */
export function HistoryRouter({ children }: { children: React.ReactNode }) {
  const history: Navigator & Address & History = locationService.getHistory();
  const [{ action, location }, setState] = useState<Address>({ action: history.action, location: history.location });
  useLayoutEffect(
    () => history.listen((location: Location, action: NavigationType) => setState({ action, location })),
    [history]
  );
  return (
    <Router location={location} navigationType={action} navigator={history}>
      {children}
    </Router>
  );
}
