import type { SalesModel } from '../model/types';
import { SalesError } from '../sql/SalesError';

export interface Problem {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

export type Parsed = { readonly model: SalesModel } | { readonly problems: readonly Problem[] };

const shown = 3;

/** @throws SalesError of the first problem's code that lists the first few and says where to mend them */
export function modelOf(parsed: Parsed, dataSourceName: string): SalesModel {
  if ('model' in parsed) {
    return parsed.model;
  }
  const { problems } = parsed;
  const more = problems.length > shown ? `; and ${problems.length - shown} more` : '';
  throw new SalesError(
    problems[0]?.code ?? 'model/invalid',
    `the sales model cannot be used: ${problems.slice(0, shown).map(problemText).join('; ')}${more}. An admin can mend it under Connections → Data sources → ${dataSourceName}`,
    { model: problems[0]?.path }
  );
}

export const problemText = ({ path, message }: Problem): string => (path ? `${path}: ${message}` : message);
