/**
 * What a metric says about one row of an entity: a small expression over the model's words. compile/rows.ts prints
 * it; `needsOfRow` tells which fields of the model it uses, so that nobody lists them a second time.
 */
import { unreachable } from '../sql/SalesError';

/** A time field of the entity, or a time derived for it. */
export type TimeRef =
  | { readonly time: 'field'; readonly name: string }
  /** A lead's first won deal. */
  | { readonly time: 'firstWon' }
  /** The instant that the row is looked at: the bucket's or range's end, at most now. */
  | { readonly time: 'asOf' };

export type Row =
  | { readonly row: 'is'; readonly state: 'won' | 'lost' }
  /**
   * The amount in the model's currency; NULL where it has none or no rate. `past`: as it was at the instant that the row
   * is looked at, where changes of deals are mapped. `weighted`: times the probability.
   */
  | { readonly row: 'amount'; readonly past?: true; readonly weighted?: true }
  /** Probability of winning, 0 to 1, at the instant that the row is looked at; NULL where none is known. */
  | { readonly row: 'probability' }
  /** Days from one time to another; NULL where either is missing, negative when reversed. */
  | { readonly row: 'days'; readonly from: TimeRef; readonly to: TimeRef }
  /** Happened by the time we look, at most the horizon's days after creation. */
  | { readonly row: 'withinHorizon'; readonly of: TimeRef }
  | { readonly row: 'hasTime'; readonly of: TimeRef }
  /** Share of the model's contact fields that are filled, 0 to 1. */
  | { readonly row: 'contactFilled' }
  /** Longer without a stage change than the model allows for its stage. */
  | { readonly row: 'stalled' }
  | { readonly row: 'reopened' }
  /** Without an activity in so many days before we look. */
  | { readonly row: 'untouched'; readonly days: number }
  /** The expected close lies before the instant; a date has passed when its day is over. */
  | { readonly row: 'passedClose' }
  /** How often the expected close was moved to a later one, up to the instant. */
  | { readonly row: 'pushes' }
  /** Activities in so many days before we look. */
  | { readonly row: 'recentActivities'; readonly days: number }
  /** Still open at the period's end, or now, and no longer expected in it, or its expected close has passed. */
  | { readonly row: 'slipped' }
  | { readonly row: 'atLeast'; readonly of: Row; readonly value: number }
  | { readonly row: 'notNull' | 'isNull' | 'squared' | 'blankOrZero'; readonly of: Row }
  /** A column by its field name. */
  | { readonly row: 'column'; readonly name: string }
  | { readonly row: 'dimensionMissing'; readonly dimensions: readonly string[] }
  | { readonly row: 'reversed'; readonly from: TimeRef; readonly to: TimeRef }
  | { readonly row: 'before'; readonly of: TimeRef; readonly than: TimeRef }
  | { readonly row: 'foreignCurrency' | 'withoutRate'; readonly past?: true }
  | { readonly row: 'noHistory' | 'bulkMove' | 'importDay' }
  | { readonly row: 'and'; readonly of: readonly Row[] }
  | { readonly row: 'not'; readonly of: Row };

const field = (name: string): TimeRef => ({ time: 'field', name });
export const createdAt = field('createdAt');
export const closedAt = field('closedAt');
export const asOf: TimeRef = { time: 'asOf' };
export const firstWon: TimeRef = { time: 'firstWon' };
export const timeField = field;

export const won: Row = { row: 'is', state: 'won' };
export const lost: Row = { row: 'is', state: 'lost' };
export const amount: Row = { row: 'amount' };
/** As it was at the instant that the row is looked at. */
export const pastAmount: Row = { row: 'amount', past: true };
export const weightedAmount: Row = { row: 'amount', past: true, weighted: true };
export const days = (from: TimeRef, to: TimeRef): Row => ({ row: 'days', from, to });
export const both = (...of: Row[]): Row => ({ row: 'and', of });
export const notNull = (of: Row): Row => ({ row: 'notNull', of });
export const squared = (of: Row): Row => ({ row: 'squared', of });

/** Fields of the model that a time needs, as `entity.field` or `history`; alternatives are joined by `|`. */
export function needsOfTime(time: TimeRef, entity: string): string[] {
  switch (time.time) {
    case 'field':
      return [`${entity}.${time.name}`];
    case 'firstWon':
      return ['deal', 'deal.outcome', 'deal.closedAt', 'deal.lead|lead.deal'];
    case 'asOf':
      return [];
    default:
      return unreachable(time);
  }
}

/** Fields of the model that a row expression over `entity` needs. */
export function needsOfRow(row: Row, entity: string): string[] {
  switch (row.row) {
    case 'is':
      return [`${entity}.outcome`];
    case 'amount':
      return [`${entity}.amount`, ...(row.weighted ? needsOfRow({ row: 'probability' }, entity) : [])];
    case 'foreignCurrency':
    case 'withoutRate':
      return [`${entity}.amount`];
    case 'probability':
      return ['deal.probability|deal.stageProbability'];
    case 'passedClose':
      return [`${entity}.expectedClose`];
    case 'pushes':
      return ['dealChange', 'deal.expectedClose'];
    case 'slipped':
      return [];
    case 'days':
    case 'reversed':
      return [...needsOfTime(row.from, entity), ...needsOfTime(row.to, entity)];
    case 'before':
      return [...needsOfTime(row.of, entity), ...needsOfTime(row.than, entity)];
    case 'withinHorizon':
      return [`${entity}.createdAt`, ...needsOfTime(row.of, entity)];
    case 'hasTime':
      return needsOfTime(row.of, entity);
    case 'contactFilled':
      return [`${entity}.contactFields`];
    case 'stalled':
      return [`${entity}.createdAt`];
    case 'untouched':
    case 'recentActivities':
      return ['activity', `activity.${entity}`];
    case 'reopened':
    case 'noHistory':
    case 'bulkMove':
      return ['deal.stageChange'];
    case 'importDay':
      return [`${entity}.createdAt`];
    case 'column':
      return [`${entity}.${row.name}`];
    case 'dimensionMissing':
      return [row.dimensions.map((dimension) => `${entity}.dimensions.${dimension}`).join('|')];
    case 'notNull':
    case 'isNull':
    case 'squared':
    case 'blankOrZero':
    case 'atLeast':
    case 'not':
      return needsOfRow(row.of, entity);
    case 'and':
      return row.of.flatMap((one) => needsOfRow(one, entity));
    default:
      return unreachable(row);
  }
}
