/** Filters that a dashboard offers to all its panels, whether or not each can be filtered by them. */
import { SalesError } from '../sql/SalesError';
import type { Filter, SalesQuery } from './query';

interface Notice {
  readonly severity: 'warning';
  readonly text: string;
}

/** Refusals that mean "nothing this query reads has that dimension". */
const lacking = new Set(['query/unknown-dimension', 'query/dimension-missing']);

/**
 * The query with those of the dashboard's filters that it can be filtered by, and a warning for each of the others; its
 * own optional filters (a dashboard's variables) are judged alike. One that does not apply is left out of the whole
 * query, so that no number is compared with one of other rows. Whether it applies is asked of the planner.
 * @throws SalesError what `plan` has to say against the query itself, the filters that it insists on included
 */
export function withOffered(
  query: SalesQuery,
  filters: readonly Filter[],
  plan: (query: SalesQuery) => unknown
): { readonly query: SalesQuery; readonly notices: readonly Notice[] } {
  const own = query.filters ?? [];
  const offered = [...own.filter(({ optional }) => optional).map(required), ...filters];
  if (offered.length === 0) {
    return { query, notices: [] };
  }
  const insisted = { ...query, filters: own.filter(({ optional }) => !optional) };
  plan(insisted);
  const judged = offered.map((filter) => ({ filter, error: refusal(() => plan(add(insisted, [filter]))) }));
  const [left, taken] = [judged.filter(isSkipped), judged.filter((one) => !isSkipped(one))];
  return {
    query: add(
      insisted,
      taken.map(({ filter }) => filter)
    ),
    notices: left.map(skipped),
  };
}

const required = ({ dimension, operator, values }: Filter): Filter => ({ dimension, operator, values });

interface Judged {
  readonly filter: Filter;
  readonly error: SalesError | undefined;
}

/** Any other refusal (a value that no database holds) is left to the planner, and shown. */
const isSkipped = ({ error }: Judged): boolean => error !== undefined && lacking.has(error.code);

const add = (query: SalesQuery, filters: readonly Filter[]): SalesQuery => ({
  ...query,
  filters: [...(query.filters ?? []), ...filters],
});

const skipped = ({ filter, error }: Judged): Notice => ({
  severity: 'warning',
  text: `The dashboard filter on "${filter.dimension}" is not applied to these numbers: ${error?.message}`,
});

function refusal(plan: () => unknown): SalesError | undefined {
  try {
    plan();
    return undefined;
  } catch (error) {
    if (error instanceof SalesError) {
      return error;
    }
    throw error;
  }
}
