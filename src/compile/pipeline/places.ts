/**
 * Where a deal stands in the answer: its group, and whether the filters keep it. Most dimensions are the deal's own
 * and have one value; a stage, and an owner whose changes are known, have one at each instant.
 */
import type { Dimension, SalesModel } from '../../model/types';
import { followsOwner } from '../../plan/planPipeline';
import type { PipelinePlan } from '../../plan/Plan';
import { and, call, cast, literal } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Join, Sql } from '../../sql/tree';
import { dimensionSql, filterSql, type DimensionSql } from '../dimension';
import { at, type Side } from './Side';

function isMoving(dimension: Dimension, { model }: PipelinePlan): boolean {
  return dimension.kind === 'stage' || (model.dealChange !== undefined && followsOwner(dimension, model.entities.deal!));
}

/** Dimensions of the plan's group and filters. */
function used(plan: PipelinePlan): readonly Dimension[] {
  const { dimensions } = plan.model.entities.deal!;
  return [...(plan.dimension ? [plan.dimension] : []), ...plan.filters.map((filter) => dimensions[filter.dimension]!)];
}

const moving = (plan: PipelinePlan): readonly Dimension[] => used(plan).filter((dimension) => isMoving(dimension, plan));

export const readsOwner = (plan: PipelinePlan): boolean => moving(plan).some(({ kind }) => kind !== 'stage');
export const readsStage = (plan: PipelinePlan): boolean => moving(plan).some(({ kind }) => kind === 'stage');
export const groupMoves = (plan: PipelinePlan): boolean => plan.dimension !== undefined && isMoving(plan.dimension, plan);

/** Filters that a deal passes or not whatever the instant, and those that its owner or stage decides. */
const filtersOf = (plan: PipelinePlan, areMoving: boolean) =>
  plan.filters.flatMap((filter) => {
    const dimension = plan.model.entities.deal!.dimensions[filter.dimension]!;
    return isMoving(dimension, plan) === areMoving ? [{ filter, dimension }] : [];
  });

export const filtersMove = (plan: PipelinePlan): boolean => filtersOf(plan, true).length > 0;

interface Place {
  readonly key?: Sql;
  readonly label?: Sql;
  readonly conditions: readonly Sql[];
  readonly joins: readonly Join[];
}

function placeBy(plan: PipelinePlan, model: SalesModel, dialect: Dialect, areMoving: boolean, of: (dimension: Dimension) => Dimension): Place {
  const deal = model.entities.deal!;
  const sqlOf = (dimension: Dimension): DimensionSql => dimensionSql(of(dimension), deal, 'deal', model);
  const own = plan.dimension && isMoving(plan.dimension, plan) === areMoving ? sqlOf(plan.dimension) : undefined;
  const filters = filtersOf(plan, areMoving);
  return {
    key: own?.key, label: own?.label,
    conditions: filters.map(({ filter, dimension }) => filterSql(filter, of(dimension), deal, 'deal', model, dialect)),
    joins: [...(own?.join ? [own.join] : []), ...filters.flatMap(({ dimension }) => sqlOf(dimension).join ?? [])],
  };
}

/** Owners and stages at an instant are texts already; what hangs on the owner need not be. */
const asText = (key: Sql): Sql => (key.kind === 'column' && key.table === 'deal' ? key : cast(key, 'text'));

/** What the deal's row says, over the deal's table as `deal`. */
export const fixedPlace = (plan: PipelinePlan, dialect: Dialect): Place => placeBy(plan, plan.model, dialect, false, (dimension) => dimension);

/** What the deal's owner and stage said at an instant, over the step of known values as `deal`. History holds texts. */
export function placeAt(plan: PipelinePlan, side: Side, dialect: Dialect): Place & { readonly passes?: Sql } {
  const place = placeBy(plan, { ...plan.model, ids: 'text' }, dialect, true, (dimension) => {
    if (dimension.kind === 'join') {
      return { ...dimension, on: at('owner', side) };
    }
    return { ...dimension, column: at(dimension.kind === 'stage' ? 'stage' : 'owner', side) };
  });
  return { ...place, key: place.key && asText(place.key), passes: place.conditions.length ? call('COALESCE', and(...place.conditions), literal(false)) : undefined };
}
