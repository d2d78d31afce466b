/**
 * The probability of a deal at an instant. Now: the deal's own where it has one, else its stage's. At a past instant: that
 * of the stage it was in then, where the model has a stage history and probabilities of stages; else today's.
 */
import type { Stage } from '../model/types';
import { hasStageProbability } from '../metrics/needs';
import { and, binary, call, cast, column, isIn, isNotNull, literal, nothing, when } from '../sql/build';
import type { Sql } from '../sql/tree';
import { stageAsOf } from './derived';
import { existing, source } from './entity';
import { addJoin, type Scan } from './Scan';

/** 0 to 1; NULL where none is known. */
export function probabilityOf(scan: Scan): Sql {
  const { isNow } = scan.asOf;
  const own = ownProbability(scan);
  const hasHistory = scan.model.history.deal !== undefined || Object.keys(scan.entity.stageDates).length > 0;
  const stages = hasStageProbability(scan.model) ? byStage(scan, stageAsOf(scan)!) : [];
  if (!own || (stages.length > 0 && isNow === false && hasHistory)) {
    return { kind: 'case', when: stages, otherwise: nothing };
  }
  const known = stages.length === 0 || typeof isNow === 'boolean' || !hasHistory ? own.isKnown : and(isNow, own.isKnown);
  return { kind: 'case', when: [[known, own.of], ...stages], otherwise: nothing };
}

/**
 * The deal's own column as a fraction. CRMs keep it as 0 to 100 or as 0 to 1: it holds percentages when its largest value
 * is above 1. What lies outside counts as its nearest end.
 */
function ownProbability(scan: Scan): { readonly isKnown: Sql; readonly of: Sql } | undefined {
  const name = scan.entity.columns['probability'];
  if (!name) {
    return undefined;
  }
  addJoin(scan, 'scale', () => ({
    how: 'cross',
    to: {
      kind: 'nested', as: 'scale',
      of: {
        kind: 'select',
        comment: 'probabilities are percentages when one is above 1',
        columns: [{ as: 'whole', of: when(binary(call('MAX', column(name, 'deal')), '>', literal(1)), literal(100), literal(1)) }],
        from: source(scan.entity.from, 'deal'),
        where: existing(scan.entity.where, 'deal'),
      },
    },
  }));
  const own = column(name, scan.alias);
  return { isKnown: isNotNull(own), of: call('GREATEST', call('LEAST', binary(cast(own, 'number'), '/', column('whole', 'scale')), literal(1)), literal(0)) };
}

type Case = Extract<Sql, { kind: 'case' }>['when'][number];

/** That of the model's stage; a won stage without one is certain, a lost one is 0. */
function byStage(scan: Scan, stage: Sql): readonly Case[] {
  const known = scan.model.pipelines
    .filter(({ of }) => of === 'deal')
    .flatMap(({ id: pipeline, stages }) => stages.flatMap((one) => (chanceOf(one) === undefined ? [] : [{ pipeline, id: one.id, chance: chanceOf(one)! }])));
  const pipeline = scan.entity.columns['pipeline'];
  // The same stage may have another chance in another pipeline.
  const differs = pipeline !== undefined && known.some((one) => known.some((other) => other.id === one.id && other.chance !== one.chance));
  const chances = [...new Set(known.map(({ chance }) => chance))];
  const ids = (some: typeof known): Sql => isIn(stage, [...new Set(some.map(({ id }) => id))].map(literal));
  return chances.flatMap((chance): readonly Case[] => {
    const some = known.filter((one) => one.chance === chance);
    const own = [...new Set(some.map((one) => one.pipeline))];
    return differs
      ? own.map((id) => [and(binary(column(pipeline, scan.alias), '=', literal(id)), ids(some.filter((one) => one.pipeline === id))), literal(chance)] as const)
      : [[ids(some), literal(chance)]];
  });
}

const chanceOf = ({ kind, probability }: Stage): number | undefined => probability ?? (kind === 'open' ? undefined : kind === 'won' ? 1 : 0);
