import { getTemplateSrv } from '@grafana/runtime';
import type { Choice } from './Choice';

/** The dashboard's variables, as text that a query may hold in place of a value. */
export const variableChoices = (): Choice[] =>
  // Absent outside of Grafana's pages, though its type does not say so.
  (getTemplateSrv()?.getVariables() ?? []).map(({ name }) => ({
    value: `$${name}`,
    label: `$${name}`,
    group: 'Dashboard variables',
  }));
