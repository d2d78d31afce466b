/** Groups as they are shown, in SQL: the labels of result/groups.ts, which are the labels of an alert's instances. */
import type { Dimension, SalesModel } from '../../model/types';
import { and, binary, call, column, isNotNull, isNull, literal, or, sql, when } from '../../sql/build';
import type { Column, Sql } from '../../sql/tree';
import { blankValue, isBlank } from '../blank';
import { aliasOf, labelAliasOf, noValue } from '../dimension';

const shownAlias = (dimension: Dimension): string => `${aliasOf(dimension)}_shown`;

/** What a group is called, from the columns of `table`; two groups may be called alike. */
export function shownColumn(dimension: Dimension, model: SalesModel, labels: readonly string[], table: string): Column {
  const key = column(aliasOf(dimension), table);
  return { as: shownAlias(dimension), of: { kind: 'case', when: [[isNull(key), literal(noValue)], ...named(dimension, key, model, labels, table)], otherwise: key } };
}

type Named = ReadonlyArray<readonly [Sql, Sql]>;

function named(dimension: Dimension, key: Sql, model: SalesModel, labels: readonly string[], table: string): Named {
  if (dimension.kind === 'stage' || dimension.kind === 'pipeline') {
    const choices = dimension.kind === 'pipeline' ? model.pipelines : model.pipelines.flatMap((pipeline) => pipeline.stages);
    const first = new Map([...choices].reverse().map((choice) => [choice.id, choice.label]));
    return [...first].reverse().map(([id, label]) => [binary(key, '=', literal(id)), literal(label)] as const);
  }
  const empty: Named[number] = [isBlank(key), literal(blankValue)];
  if (!labels.includes(labelAliasOf(dimension))) {
    return [empty];
  }
  const label = column(labelAliasOf(dimension), table);
  return [[and(or(isNull(label), isBlank(label)), isBlank(key)), literal(blankValue)], [and(isNotNull(label), { kind: 'not', of: isBlank(label) }), label]];
}

/** The label of a group, with its key beside it where it is wanted (`keyed`) or another is called alike (`among` the same values of these): no two instances may be one. */
export function labelOfGroup(dimension: Dimension, among: readonly Sql[] = [], keyed = false): Sql {
  const [key, shown] = [column(aliasOf(dimension)), column(shownAlias(dimension))];
  if (keyed && dimension.kind === 'join' && dimension.labelColumn !== undefined) {
    return when(isNotNull(key), sql`${shown} || ' (' || ${key} || ')'`, shown);
  }
  const marked = call('COALESCE', sql`'=' || ${key}`, literal(''));
  const over = (name: string): Sql => ({ kind: 'over', of: call(name, marked), partition: [...among, shown], order: [] });
  return when(and(isNotNull(key), binary(over('MIN'), '<>', over('MAX'))), sql`${shown} || ' (' || ${key} || ')'`, shown);
}
