/**
 * What was done to random deals: changes of their fields, activities, probabilities. Everything here draws from numbers of
 * its own, so that a company of a seed has the same deals with and without it.
 */
import type { Json } from './model';
import { Random, type World } from './random';
import { cell, randomInstant, randomKind, randomStretch, sqlType, timeColumn, type Kind } from './randomTimes';
import type { Row, Table } from './rows';

export interface Dealing {
  readonly tables: Readonly<Record<'deal_changes' | 'activities', Table>>;
  /** Columns that the table of deals gets beside its own, and their values by row. */
  readonly dealColumns: Table['columns'];
  readonly dealValues: readonly Row[];
  /** Parts of the model: of `entities`, of `entities.deal`, and the probability of each open stage. */
  readonly entities: Readonly<Record<string, Json>>;
  readonly deal: Readonly<Record<string, Json>>;
  readonly chances: (stage: string) => Json | undefined;
}

interface Given {
  readonly seed: number;
  readonly world: World;
  readonly deals: readonly Row[];
  readonly idType: string;
  readonly expected: Kind;
  readonly table: (name: string) => string;
}

const column = (name: string, type: string): { name: string; type: string } => ({ name, type });

export function randomDealing({ seed, world, deals, idType, expected, table }: Given): Dealing {
  const r = new Random(seed, 'dealing');
  const changed = randomKind(r, world.zone);
  const done = randomKind(r, world.zone);
  const withChanges = r.chance(0.75);
  const withActivities = r.chance(0.85);
  const withProbability = r.chance(0.5);
  const withChances = r.chance(0.6);
  const whole = r.pick([1, 100]);
  const withSeq = r.chance(0.5);
  const changes = deals.flatMap((deal, i) => changesOf(new Random(seed, 'deal change', i), world, deal, changed, expected));
  const activities = Array.from({ length: r.whole(0, 60) }, (_, i) => {
    const own = new Random(seed, 'activity', i);
    return {
      id: i + 1, type: own.pick(['call', 'meeting', 'email']), deal_id: own.chance(0.15) || deals.length === 0 ? null : own.pick(deals).id,
      at: cell(done, own.chance(0.05) ? null : randomInstant(own, world), world.zone, own), deleted: own.chance(0.1),
    };
  });
  return {
    tables: {
      deal_changes: {
        columns: [column('deal_id', idType), column('changed', sqlType(changed)), column('field', 'text'), column('was', 'text'), column('became', 'text'), column('seq', 'integer'), column('deleted', 'boolean')],
        // Changes of one time are written in any order.
        rows: changes.map((row, i) => ({ ...row, seq: i ^ 3, deleted: i % 11 === 5 })),
      },
      activities: {
        columns: [column('id', 'integer'), column('type', 'text'), column('deal_id', idType), column('at', sqlType(done)), column('deleted', 'boolean')],
        rows: activities,
      },
    },
    dealColumns: [column('probability', 'double precision')],
    dealValues: deals.map((_, i) => {
      const own = new Random(seed, 'probability', i);
      // CRMs keep some that cannot be.
      const chance = own.chance(0.1) ? own.pick([-0.5, 0, 1, ...(whole === 100 ? [10] : [])]) : own.whole(0, 99) / 100;
      return { probability: own.chance(0.2) ? null : chance * whole };
    }),
    entities: {
      ...(withChanges
        ? { dealChange: { from: table('deal_changes'), item: 'deal_id', at: timeColumn('changed', changed), field: 'field', old: 'was', new: 'became', ...(withSeq ? { seq: 'seq' } : {}), ...(r.chance(0.3) ? { where: { deleted: false } } : {}) } }
        : {}),
      ...(withActivities
        ? { activity: { from: table('activities'), type: 'type', deal: 'deal_id', at: timeColumn('at', done), ...(r.chance(0.3) ? { where: { deleted: false } } : {}) } }
        : {}),
    },
    deal: withProbability ? { probability: 'probability' } : {},
    chances: (stage) => {
      const own = new Random(seed, 'chance', stage);
      return withChances && own.chance(0.9) ? own.whole(0, 20) / 20 : undefined;
    },
  };
}

/** What a deal's expected close and amount were before they became what they are, and changes of other things. */
function changesOf(own: Random, world: World, deal: Row, changed: Kind, expected: Kind): Row[] {
  const values = {
    expected_close: () => cell(expected, randomInstant(own, world), world.zone, own),
    amount: () => String(own.whole(-400, 20_000) / 4),
  };
  const today = { expected_close: deal.expected as string | null, amount: deal.amount === null ? null : String(deal.amount) };
  const rows: Row[] = [];
  for (const field of ['expected_close', 'amount'] as const) {
    let at = randomInstant(own, world);
    const chain = [...Array.from({ length: own.pick([0, 0, 1, 2, 3]) }, () => (own.chance(0.15) ? own.pick([null, '']) : values[field]())), today[field]];
    for (let k = 1; k < chain.length; k++) {
      rows.push({ deal_id: deal.id, changed: cell(changed, own.chance(0.03) ? null : at, world.zone, own), field, was: chain[k - 1], became: chain[k] });
      at += randomStretch(own);
    }
  }
  if (own.chance(0.3)) {
    rows.push({ deal_id: deal.id, changed: cell(changed, randomInstant(own, world), world.zone, own), field: 'owner', was: 'nobody', became: '2026' });
  }
  return rows;
}
