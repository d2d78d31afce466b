/** Stages in the data that no pipeline lists, and created dates that are missing without the model saying so. */
import type { ItemName, SalesModel } from '../../model/types';
import { cast, column, countRows, isIn, isNotNull, isNull, literal, not } from '../../sql/build';
import { existing, source } from '../entity';
import type { Probe } from './Probe';

export function stageProbes(model: SalesModel): readonly Probe[] {
  return (['deal', 'lead'] as const).flatMap((name) => [...orphanStages(name, model), ...missingDates(name, model)]);
}

function orphanStages(name: ItemName, model: SalesModel): readonly Probe[] {
  const entity = model.entities[name];
  const stages = model.pipelines.filter((pipeline) => pipeline.of === name).flatMap((pipeline) => pipeline.stages.map((stage) => stage.id));
  if (!entity?.columns['stage'] || stages.length === 0) {
    return [];
  }
  const stage = column(entity.columns['stage'], 'row');
  return [
    {
      id: `stages ${name}`,
      place: `entities.${name}.stage`,
      select: {
        kind: 'select',
        comment: 'stages that no pipeline lists',
        columns: [
          { as: 'stage', of: cast(stage, 'text') },
          { as: 'n', of: countRows() },
        ],
        from: source(entity.from, 'row'),
        where: [...existing(entity.where, 'row'), isNotNull(stage), not(isIn(cast(stage, 'text'), [...new Set(stages)].map(literal)))],
        groupBy: [stage],
        limit: 20,
      },
      judge: (outcome) =>
        'rows' in outcome
          ? outcome.rows.map((row) => ({
              severity: 'error' as const,
              message: `${String(row['n'])} ${name}s are in the stage "${String(row['stage'])}", which no pipeline of ${name}s lists: add it to "pipelines"`,
            }))
          : [],
    },
  ];
}

function missingDates(name: ItemName, model: SalesModel): readonly Probe[] {
  const entity = model.entities[name];
  const created = entity?.times['createdAt'];
  if (!entity || !created || created.nullable) {
    return [];
  }
  return [
    {
      id: `created ${name}`,
      place: `entities.${name}.createdAt`,
      select: {
        kind: 'select',
        comment: 'rows without a created date',
        columns: [{ as: 'n', of: countRows() }],
        from: source(entity.from, 'row'),
        where: [...existing(entity.where, 'row'), isNull(column(created.column, 'row'))],
      },
      judge: (outcome) => {
        const n = 'rows' in outcome ? Number(outcome.rows[0]?.['n'] ?? 0) : 0;
        return n > 0
          ? [{ severity: 'error', message: `${n} ${name}s have no created date: add "nullable": true so that they count as of now, or clean them` }]
          : [];
      },
    },
  ];
}
