/** The pack of alert rules over the benchmark's tables, as statements that a database runs. */
import { readFileSync } from 'node:fs';
import { postgres } from '../src/dialects/postgres';
import { parseModelOrThrow } from '../src/model/parse';
import { missingFor, pack } from '../src/native/alerts/pack';
import { toRule } from '../src/native/alerts/toRule';
import { statementsOf } from '../src/native/grafana/evaluate';

export interface Asked {
  readonly id: string;
  /** Why the benchmark's model cannot answer it. */
  readonly missing?: string;
  readonly statements: ReadonlyArray<{ readonly refId: string; readonly sql: string }>;
}

export function rulesAt(modelFile: string, now: Date): Asked[] {
  const model = parseModelOrThrow(JSON.parse(readFileSync(modelFile, 'utf8')));
  return pack.flatMap(({ alerts }) =>
    alerts.map(({ definition }): Asked => {
      const one = definition(model);
      const missing = missingFor(one, model);
      return missing === undefined
        ? { id: one.id, statements: statementsOf(toRule(one, model, postgres, { source: { type: 'grafana-postgresql-datasource', uid: 'bench' } }), { now }) }
        : { id: one.id, missing, statements: [] };
    })
  );
}
