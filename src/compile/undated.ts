/** Rows without a created date, for the notice that says where they count. Asked only where the model allows them. */
import type { FunnelPlan, MetricsPlan, PipelinePlan } from '../plan/Plan';
import { column, countRows, isNull, literal } from '../sql/build';
import type { Dialect } from '../sql/Dialect';
import type { Select } from '../sql/tree';
import { dimensionSql, distinctJoins, filterSql } from './dimension';
import { existing, source } from './entity';

type Item = 'lead' | 'deal';

/** Items whose created date decides whether a row is counted. */
function itemsOf(plan: MetricsPlan | FunnelPlan | PipelinePlan): readonly Item[] {
  if (plan.kind === 'pipeline') {
    return ['deal'];
  }
  if (plan.kind === 'funnel') {
    return [plan.entity === 'deal' ? 'deal' : 'lead'];
  }
  const items = plan.sources.flatMap(({ spec }): Item[] => {
    if (spec.kind === 'open') {
      return ['deal'];
    }
    const byCreation = spec.kind === 'cohort' || (spec.kind === 'event' && spec.time.time === 'field' && spec.time.name === 'createdAt');
    return byCreation && (spec.entity === 'lead' || spec.entity === 'deal') ? [spec.entity] : [];
  });
  return [...new Set(items)];
}

export function compileUndated(plan: MetricsPlan | FunnelPlan | PipelinePlan, dialect: Dialect): Select | undefined {
  const { model, filters } = plan;
  const selects = itemsOf(plan).flatMap((name): Select[] => {
    const entity = model.entities[name];
    const created = entity?.times['createdAt'];
    if (!entity || !created?.nullable) {
      return [];
    }
    const kept = filters.map((filter) => ({ filter, dimension: entity.dimensions[filter.dimension]! }));
    return [
      {
        kind: 'select',
        columns: [
          { as: 'entity', of: literal(name) },
          { as: 'undated', of: countRows() },
        ],
        from: source(entity.from, name),
        joins: distinctJoins(kept.flatMap(({ dimension }) => dimensionSql(dimension, entity, name, model).join ?? [])),
        where: [
          ...existing(entity.where, name),
          isNull(column(created.column, name)),
          ...kept.map(({ filter, dimension }) => filterSql(filter, dimension, entity, name, model, dialect)),
        ],
      },
    ];
  });
  if (selects.length === 0) {
    return undefined;
  }
  return {
    kind: 'select',
    comment: 'rows without a created date',
    columns: ['entity', 'undated'].map((as) => ({ as, of: column(as, 'count') })),
    from: { kind: 'nested', of: { kind: 'union', of: selects }, as: 'count' },
  };
}
