/** When leads were won or lost: as their own column says, and where none is mapped, as their stage history does. */
import type { Instant } from '../plan/Moment';
import { aggregate, and, column, isIn, literal } from '../sql/build';
import type { Column, Sql } from '../sql/tree';
import { inPipeline, sameId } from './entity';
import { historyRows } from './history';
import { addJoin, type Scan } from './Scan';
import { timeValue, type TimeValue } from './time';

/** `at` is the time of rows for which `holds`. */
export interface Closing {
  readonly holds: Sql;
  readonly at: TimeValue;
}

const fields = [['won', 'convertedAt'], ['lost', 'disqualifiedAt']] as const;
type Ending = (typeof fields)[number][0];

/** @param now history after it does not exist */
export const leadClosings = (scan: Scan, now: Instant): readonly Closing[] =>
  fields.flatMap(([how, field]): readonly Closing[] => {
    const time = scan.entity.times[field];
    return time ? [{ holds: scan.outcome[how], at: timeValue(time, scan.alias) }] : byHistory(how, scan, now);
  });

const alias = 'last_closing';

/** The last change into such a stage of the lead's own pipeline. */
function byHistory(how: Ending, scan: Scan, now: Instant): readonly Closing[] {
  const { entity, model, dialect } = scan;
  const history = historyRows('lead', model, now, dialect);
  const own = model.pipelines.filter(({ of }) => of === 'lead');
  const pipelines = entity.columns['pipeline'] ? own : own.slice(0, 1);
  const name = (kind: Ending, at: number): string => (pipelines.length > 1 ? `${kind}_${at + 1}` : kind);
  const endings = pipelines.flatMap(({ id, stages }, at) =>
    fields
      .filter(([, field]) => !entity.times[field])
      .map(([kind]) => ({ kind, id, as: name(kind, at), stages: stages.filter((stage) => stage.kind === kind) }))
      .filter((one) => one.stages.length > 0)
  );
  if (!history || endings.length === 0) {
    return [];
  }
  const item = column('item', 'change');
  const columns = endings.map(({ as, stages }): Column => ({
    as, of: aggregate('MAX', column('at', 'change'), isIn(column('stage', 'change'), stages.map((stage) => literal(stage.id)))),
  }));
  addJoin(scan, alias, () => ({
    how: 'left',
    to: {
      kind: 'nested', as: alias,
      of: {
        kind: 'select', comment: 'when each lead was last won or lost', columns: [{ as: 'item', of: item }, ...columns],
        from: { kind: 'nested', of: history.relation, as: 'change' }, groupBy: [item],
      },
    },
    on: sameId(column('item', alias), column(entity.columns['id']!, scan.alias), model),
  }));
  return endings
    .filter(({ kind }) => kind === how)
    .map(({ id, as }) => ({ holds: and(inPipeline(entity, id, scan.alias), scan.outcome[how]), at: { of: column(as, alias), time: history.at } }));
}
