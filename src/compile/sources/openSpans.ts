/**
 * Open deals at several instants from one reading of the table: deals are first added up by how many of the instants
 * lie before their creation and before their close, and each instant then takes the sums whose span holds it. Only
 * for sums that do not depend on the instant itself.
 */
import type { Instant } from '../../plan/Moment';
import { known } from '../../plan/Moment';
import type { Component } from '../../metrics/components';
import type { SalesModel } from '../../model/types';
import type { MetricsPlan, PlannedSource } from '../../plan/Plan';
import { and, binary, call, column, isNull, literal, not, or, when } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Select, Sql } from '../../sql/tree';
import { combine } from '../aggregates';
import { constantAsOf } from '../AsOf';
import type { BucketForm } from '../bucket';
import { aliasOf, labelAliasOf } from '../dimension';
import type { Group } from '../Group';
import { makeScan } from '../Scan';
import { bound, isBefore, timeValue } from '../time';
import { groupOf, windowColumn, windowsOf } from './grouping';
import type { Snapshot } from './open';

/** The row's value is another at another instant. */
function dependsOnInstant({ of }: Component, { dealChange }: SalesModel): boolean {
  const words = JSON.stringify(of);
  return /"(asOf|stalled|passedClose|pushes|recentActivities|untouched|weighted|probability)"/.test(words) || (dealChange !== undefined && words.includes('"past"'));
}

/** Whether every component can be added up before the instant is known. */
export function canSpan(plan: MetricsPlan<Instant>, source: PlannedSource, dialect: Dialect): boolean {
  const deal = plan.model.entities.deal!;
  const byStage = [...plan.dimensions.map(({ id }) => id), ...plan.filters.map(({ dimension }) => dimension)].some((id) => deal.dimensions[id]?.kind === 'stage');
  const additive = Object.values(source.components).every((component) => combine(component) === 'SUM' && !dependsOnInstant(component, plan.model));
  const converted = plan.model.rate !== undefined && deal.columns['currency'] !== undefined;
  return dialect.position !== undefined && windowsOf(plan, source).length === 1 && deal.times['closedAt'] !== undefined && additive && !byStage && !converted;
}

export function openSpans(plan: MetricsPlan<Instant>, source: PlannedSource, instants: readonly Snapshot[], form: BucketForm, dialect: Dialect): Group {
  const zone = plan.model.calendar.timeZone;
  const last = instants.at(-1)!;
  const scan = makeScan('deal', plan, dialect, constantAsOf(last.at, last.isNow, dialect, zone), last.at);
  const [created, closed] = ['createdAt', 'closedAt'].map((name) => timeValue(scan.entity.times[name]!, scan.alias));
  const positionOf = ({ of, time }: typeof created & object): Sql => dialect.position!(of, instants.map(({ at }) => bound(time, known(at), zone)));
  const undated = last.isNow === true;
  const first = constantAsOf(instants[0]!.at, false, dialect, zone);
  const closedBefore = (asOf: typeof first): Sql => and(scan.outcome.closed, or(isNull(closed!.of), asOf.isAfter(closed!)));
  const began = isBefore(created!, last.at, dialect, zone);
  const spans = groupOf(plan, source, scan, {
    name: 'spans',
    comment: 'deals by the first and last instant at which they are open',
    where: [undated ? or(isNull(created!.of), began) : began, or(scan.outcome.open, not(closedBefore(first)))],
  });
  // A deal without a created date exists at the last instant only, which is now.
  const from = undated ? when(isNull(created!.of), literal(instants.length - 1), positionOf(created!)) : positionOf(created!);
  const until = when(scan.outcome.closed, positionOf(closed!), literal(instants.length));
  const keys = spans.dimensions.map(({ dimension, key }) => ({ as: aliasOf(dimension), of: key }));
  const summed: Select = {
    ...spans.select,
    columns: [
      { as: 'open_from', of: from },
      { as: 'open_until', of: until },
      ...keys,
      ...spans.dimensions.flatMap(({ dimension, label }) => (label ? [{ as: labelAliasOf(dimension), of: call('MAX', label) }] : [])),
      { as: 'row_count', of: spans.rowCount },
      ...spans.values,
    ],
    groupBy: [literal(1), literal(2), ...spans.dimensions.map(({ key }) => key)],
  };
  const rows = instants.map(({ bucket }, at): readonly Sql[] => [literal(at), form.constant(bucket)]);
  const position = column('position', 'period');
  return {
    name: 'deals_open',
    comment: 'deals open at the end of each period',
    window: windowColumn(plan, 'current'),
    bucket: column('bucket', 'period'),
    dimensions: spans.dimensions.map(({ dimension, label }) => ({
      dimension, key: column(aliasOf(dimension), 'span'), ...(label ? { label: column(labelAliasOf(dimension), 'span') } : {}),
    })),
    rowCount: call('SUM', column('row_count', 'span')),
    values: spans.values.map(({ as }) => ({ as, of: call('SUM', column(as, 'span')) })),
    select: {
      kind: 'select',
      comment: 'deals open at the end of each period',
      columns: [],
      from: { kind: 'nested', as: 'period', of: { kind: 'values', columns: ['position', 'bucket'], rows } },
      joins: [
        {
          how: 'inner',
          to: { kind: 'nested', of: summed, as: 'span' },
          on: and(binary(column('open_from', 'span'), '<=', position), binary(column('open_until', 'span'), '>', position)),
        },
      ],
    },
  };
}
