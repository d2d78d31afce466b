/** A metrics plan as one statement that needs nobody after it: formulas, targets, labels and order are in the SQL. */
import type { Instant } from '../../plan/Moment';
import type { MetricsPlan } from '../../plan/Plan';
import { cast, column, isNotNull, literal, when } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Column, Order, Select, Sql } from '../../sql/tree';
import { columnNames, columnOf } from './answers';
import { startOfDaySql } from './days';
import { labelOfGroup } from './labels';
import { numbersSteps } from './numbers';
import { orderOfGroups } from './order';
import { bucketName, isKeyed, valueName, zOf, type Output } from './Output';

/** The steps `numbers` needs, and over it the answer. */
export function compileNativeMetrics(plan: MetricsPlan<Instant>, dialect: Dialect, output: Output): Select {
  const labels = plan.dimensions.map((dimension): Column => ({ as: dimension.id, of: labelOfGroup(dimension, [], isKeyed(output)) }));
  const from = { kind: 'step', name: 'numbers' } as const;
  const steps = numbersSteps(plan, dialect);
  if (output.kind === 'number') {
    const { of, type } = columnOf(output.column, plan, zOf(output));
    const value = type === 'boolean' ? when(of, literal(1), literal(0)) : of;
    const answer: Select = { kind: 'select', columns: [...labels, { as: valueName, of: value.kind === 'cast' && value.to === 'number' ? value : cast(value, 'number') }], from };
    return output.nulls === 'keep'
      ? { ...answer, steps, comment: undefined }
      : {
          kind: 'select',
          steps: [...steps, { name: 'answers', comment: 'one row an instance', of: answer }],
          columns: [...labels.map(({ as }) => ({ as, of: column(as) })), { as: valueName, of: column(valueName) }],
          from: { kind: 'step', name: 'answers' },
          where: [isNotNull(column(valueName))],
        };
  }
  const shown = columnsShown(plan).map((name): Column => ({ as: name, of: columnOf(name, plan, zOf(output)).of }));
  const order = orderOfGroups(plan);
  const time: readonly Column[] = plan.query.grain ? [output.kind === 'series' ? { as: 'time', of: instantOfBucket(plan, dialect) } : { as: bucketName, of: textOfBucket(plan, dialect) }] : [];
  const byTime: readonly Order[] = plan.query.grain ? [{ of: column('bucket') }] : [];
  return {
    kind: 'select',
    steps,
    columns: [...time, ...labels, ...shown],
    from,
    orderBy: [...byTime, ...order],
    ...(plan.query.limit && !plan.query.grain && plan.dimensions.length ? { limit: plan.query.limit } : {}),
  };
}

/** What the panel shows: values, parts, and evidence and comparison where they are asked for. */
function columnsShown(plan: MetricsPlan<Instant>): readonly string[] {
  const evidence = ['n', 'numerator', 'denominator', 'low', 'high', 'mature', 'change_low', 'change_high'];
  const internal = ['previous_numerator', 'previous_denominator'];
  const suffixOf = (name: string) => plan.metrics.filter(({ metric }) => name.startsWith(`${metric.id}.`)).map(({ metric }) => name.slice(metric.id.length + 1))[0] ?? '';
  return columnNames(plan).filter((name) => !internal.includes(suffixOf(name)) && (plan.query.evidence || !evidence.includes(suffixOf(name))));
}

const instantOfBucket = (plan: MetricsPlan<Instant>, dialect: Dialect): Sql => startOfDaySql(cast(column('bucket'), 'date'), plan.model.calendar.timeZone, dialect);

/** As frames/bucketLabel.ts writes it: quarters and years are fiscal. */
function textOfBucket(plan: MetricsPlan<Instant>, dialect: Dialect): Sql {
  const { grain } = plan.query;
  const bucket = column('bucket');
  if (grain !== 'month' && grain !== 'quarter' && grain !== 'year') {
    return dialect.dayText(bucket);
  }
  const { fiscalYearStart } = plan.model.calendar;
  const ahead = grain === 'month' || fiscalYearStart === 1 ? 0 : 13 - fiscalYearStart;
  return dialect.periodText(ahead ? dialect.addMonths(bucket, ahead) : bucket, grain);
}

