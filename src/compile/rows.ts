/** Row expressions of the catalogue (metrics/rows.ts) as SQL over one scan. */
import type { Row, TimeRef } from '../metrics/rows';
import { and, binary, call, cast, column, isNotNull, isNull, literal, not, or, when } from '../sql/build';
import { SalesError, unreachable } from '../sql/SalesError';
import type { Sql } from '../sql/tree';
import { recentActivities } from './activities';
import { amountOf, isForeign, isWithoutRate } from './amount';
import { asOfValue } from './AsOf';
import { dimensionSql } from './dimension';
import { daysSinceChange, firstWon, stageAsOf } from './derived';
import { expectedCloseAsOf, hasPassed, pushesOf } from './dealChanges';
import { probabilityOf } from './probability';
import { hasBulkMove, hasNoHistory, isOnImportDay } from './quality';
import type { Scan } from './Scan';
import { daysBetween, isNotAfter, isWithinDays, timeValue, type TimeValue } from './time';

export function timeSql(ref: TimeRef, scan: Scan): TimeValue {
  switch (ref.time) {
    case 'field':
      return timeValue(scan.entity.times[ref.name]!, scan.alias);
    case 'firstWon':
      return firstWon(scan);
    case 'asOf':
      return asOfValue(scan.asOf, { column: '', is: 'instant', nullable: false });
    default:
      return unreachable(ref);
  }
}

/** Days from one reference to another; the as-of instant takes the kind of the other side. */
function daysSql(from: TimeRef, to: TimeRef, scan: Scan): Sql {
  const start = timeSql(from, scan);
  const end = to.time === 'asOf' ? asOfValue(scan.asOf, start.time) : timeSql(to, scan);
  return daysBetween(start, end, scan.dialect, scan.zone);
}

const filled = (name: string, scan: Scan): Sql => binary(call('TRIM', cast(column(name, scan.alias), 'text')), '<>', literal(''));

export function rowSql(row: Row, scan: Scan): Sql {
  switch (row.row) {
    case 'is':
      return scan.outcome[row.state];
    case 'amount':
      return amountOf(scan, row);
    case 'foreignCurrency':
      return isForeign(scan, row);
    case 'withoutRate':
      return isWithoutRate(scan, row);
    case 'probability':
      return probabilityOf(scan);
    case 'passedClose':
      return hasPassed(scan, expectedCloseAsOf(scan));
    case 'pushes':
      return pushesOf(scan);
    case 'recentActivities':
      return recentActivities(scan, row.days);
    case 'slipped':
      return scan.slipped!;
    case 'atLeast':
      return binary(rowSql(row.of, scan), '>=', literal(row.value));
    case 'days':
      return daysSql(row.from, row.to, scan);
    case 'withinHorizon': {
      const time = timeSql(row.of, scan);
      const created = timeValue(scan.entity.times['createdAt']!, scan.alias);
      const horizon = scan.horizon[scan.entity.name === 'lead' ? 'lead' : 'deal'];
      return and(scan.asOf.isAfter(time), isWithinDays(created, time, horizon, scan.dialect, scan.zone));
    }
    case 'hasTime':
      return isNotNull(timeSql(row.of, scan).of);
    case 'contactFilled': {
      const fields = scan.model.contactFields.map((name) => when(filled(name, scan), literal(1), literal(0)));
      const sum = fields.reduce((left, right) => binary(left, '+', right));
      return binary(cast(sum, 'number'), '/', literal(fields.length));
    }
    case 'stalled':
      return isStalled(scan);
    case 'untouched':
      return binary(recentActivities(scan, row.days), '=', literal(0));
    case 'reopened':
      return column('reopened', 'close');
    case 'column':
      return column(scan.entity.columns[row.name]!, scan.alias);
    case 'notNull':
      return isNotNull(rowSql(row.of, scan));
    case 'isNull':
      return isNull(rowSql(row.of, scan));
    case 'blankOrZero': {
      const of = rowSql(row.of, scan);
      return or(isNull(of), binary(of, '=', literal(0)));
    }
    case 'squared': {
      const of = cast(rowSql(row.of, scan), 'number');
      return binary(of, '*', of);
    }
    case 'dimensionMissing':
      return or(
        ...row.dimensions
          .flatMap((id) => scan.entity.dimensions[id] ?? [])
          .map((dimension) => {
            const { key, join } = dimensionSql(dimension, scan.entity, scan.alias, scan.model);
            if (join) {
              scan.joins.set(join.to.as!, join);
            }
            return isNull(key);
          })
      );
    case 'reversed':
      return not(isNotAfter(timeSql(row.from, scan), timeSql(row.to, scan), scan.dialect, scan.zone));
    case 'before':
      return scan.asOf.isAfter(timeSql(row.of, scan));
    case 'noHistory':
      return hasNoHistory(scan);
    case 'bulkMove':
      return hasBulkMove(scan);
    case 'importDay':
      return isOnImportDay(scan);
    case 'and':
      return and(...row.of.map((one) => rowSql(one, scan)));
    case 'not':
      return not(rowSql(row.of, scan));
    default:
      return unreachable(row);
  }
}

/** Longer without a stage change than the limit of the stage in which it is at the as-of instant. */
function isStalled(scan: Scan): Sql {
  const { default: usual, stages } = scan.model.stalledAfter;
  const age = daysSinceChange(scan);
  const own = Object.entries(stages);
  if (own.length === 0) {
    return binary(age, '>', literal(usual));
  }
  const stage = stageAsOf(scan);
  if (!stage) {
    throw new SalesError('model/stalled-after', '"stalledAfter.stages" needs deal.stage: map "stage" under entities.deal');
  }
  const limit: Sql = { kind: 'case', when: own.map(([id, days]) => [binary(stage, '=', literal(id)), literal(days)] as const), otherwise: literal(usual) };
  return binary(age, '>', limit);
}

