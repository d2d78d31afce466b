/** The pack as Grafana's rules, as far as a model can answer it. */
import type { SalesModel } from '../../../model/types';
import type { Dialect } from '../../../sql/Dialect';
import type { DataSourceRef, RuleGroup } from '../../grafana/Rule';
import { toRule } from '../toRule';
import { missingFor, pack } from '.';

/** Also that of the dashboards: Grafana finds both by this title. */
export const packFolder = 'Sales Funnel';

export interface LeftOut {
  readonly title: string;
  /** What the model lacks, in one sentence. */
  readonly reason: string;
}

/** Rules without links to panels; groups without rules are left out. */
export function rulesFor(model: SalesModel, dialect: Dialect, source: DataSourceRef): RuleGroup[] {
  const groups = pack.map(({ name, interval, alerts }): RuleGroup => {
    const definitions = alerts.map(({ definition }) => definition(model));
    const answered = definitions.filter((one) => missingFor(one, model) === undefined);
    return { name, folder: packFolder, interval, rules: answered.map((one) => toRule(one, model, dialect, { source })) };
  });
  return groups.filter(({ rules }) => rules.length > 0);
}

/** Rules of the pack that the model cannot answer. */
export const leftOut = (model: SalesModel): LeftOut[] =>
  pack
    .flatMap(({ alerts }) => alerts.map(({ definition }) => definition(model)))
    .flatMap((one) => {
      const reason = missingFor(one, model);
      return reason === undefined ? [] : [{ title: one.title, reason }];
    });
