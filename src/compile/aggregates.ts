import type { Component } from '../metrics/components';
import { aggregate, and, binary, cast, countRows, literal, when } from '../sql/build';
import { SalesError, unreachable } from '../sql/SalesError';
import type { Sql } from '../sql/tree';
import { freshness } from './quality';
import { rowSql } from './rows';
import type { Scan } from './Scan';

/** How a component's values of several steps become one: additive ones are summed, others stand in one row only. */
export const combine = ({ of }: Component): 'SUM' | 'MAX' => (of.fn === 'count' || of.fn === 'sum' ? 'SUM' : 'MAX');

/** 0 where no row of the group is meant; NULL where rows are meant and none has a value. */
function sumSql(value: Sql, where: Sql | undefined): Sql {
  const sum = cast(aggregate('SUM', value, where), 'number');
  return where ? when(binary(countRows(where), '>', literal(0)), sum, literal(0)) : sum;
}

/**
 * A component as an aggregate. Sums come as doubles; a sum over rows that have no value is NULL, and `row_count`
 * tells it from a sum over no rows.
 */
export function aggregateSql({ of }: Component, scan: Scan): Sql {
  const conditions = [...(scan.only ? [scan.only] : []), ...('where' in of && of.where ? [rowSql(of.where, scan)] : [])];
  const where = conditions.length ? and(...conditions) : undefined;
  switch (of.fn) {
    case 'count':
      return countRows(where);
    case 'sum':
      return sumSql(rowSql(of.value, scan), where);
    case 'max':
      return cast(aggregate('MAX', rowSql(of.value, scan), where), 'number');
    case 'quantile': {
      if (!scan.dialect.quantile) {
        throw new SalesError('dialect/unsupported', `${scan.dialect.label} has no percentiles: ask for the mean instead`);
      }
      const value = rowSql(of.value, scan);
      return cast(scan.dialect.quantile(value, of.p, where), 'number');
    }
    case 'freshness':
      return freshness(scan);
    default:
      return unreachable(of);
  }
}

