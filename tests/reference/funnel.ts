/**
 * The funnel over raw rows, by docs/metrics.md R4–R8 and docs/decisions/0007; by-hand.md holds worked cases.
 *
 * Every item becomes a list of entries (step, time); a policy asks that list whether and when a step was reached.
 */
import type { Pipeline, SalesModel } from '../../src/model/types';
import type { FunnelPolicy, FunnelQuery, Range } from '../../src/plan/query';
import { daysBetween, inside, instant, isAfter, type Moment } from './calendar';
import { ratio, shownQuantile, sum } from './arithmetic';
import { groupKey } from './groups';
import {
  dimensionOf, entityOf, hasHistory, isLinked, items, keyOf, labelOf, passes, timeOf, Unavailable,
  type Company, type Item, type Outcome, type Row, type Tables,
} from './rows';

export interface FunnelAsk {
  readonly model: SalesModel;
  readonly tables: Tables;
  readonly range: Range;
}

export interface Fraction {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
}

export interface FunnelRow {
  /** Stage id; `lead` and `qualified lead` are the first steps of `lead-to-deal`. */
  readonly stage: string;
  readonly reached: number;
  /** Σ amount of the items that reached it, of leads on their way to deals those of their deals; null where all are NULL, and in a funnel of leads. */
  readonly value: number | null;
  /** Of the step before; null in the first row. */
  readonly stepConversion: Fraction | null;
  /** Of the first step shown. */
  readonly cumulativeConversion: Fraction;
  /** Reached here less reached next; null in the last row. */
  readonly dropOff: number | null;
  /** Lost with this as the last open stage, of those that reached it; null for `lead-to-deal`. */
  readonly dropOffRate: Fraction | null;
  /** From the first entry into the step before to the first entry into this one. */
  readonly stepDays: readonly number[];
  readonly stepDaysP50: number | null;
  readonly stepDaysP90: number | null;
}

/** By groupKey; one group without `by`. */
export type FunnelAnswer = Map<string, readonly FunnelRow[]>;

interface Entry {
  /** 1 is the first step. */
  readonly rank: number;
  /** null: at an unknown time. */
  readonly at: Moment | null;
  /** The win of an item whose way there is not known: in an event funnel it dates no other step. */
  readonly winOnly?: boolean;
}

interface Journey {
  readonly row: Row;
  readonly created: Moment | null;
  /** The item's amount; of a lead those of its deals together, null without deals. */
  readonly amount: number | null;
  readonly entries: readonly Entry[];
  readonly outcome: Outcome;
  /** Where a lost item was lost. */
  readonly lastOpenRank: number;
}

const fraction = (numerator: number | null, denominator: number | null): Fraction => ({
  numerator, denominator, value: ratio(numerator, denominator),
});

/** What an item of a pipeline did before `now`. */
export function journeyOf(item: Item, pipeline: Pipeline, now: number): Journey {
  const stages = new Map(pipeline.stages.map((stage) => [stage.id, stage]));
  const lastOpen = pipeline.stages.filter(({ kind }) => kind === 'open').length;
  const wonRank = lastOpen + 1;
  const isClosed = item.outcome !== 'open' && !(item.closed && item.closed.at >= now);
  const outcome = isClosed ? item.outcome : 'open';
  const changes = item.changes.filter(({ stage, at }) => stages.has(stage) && at.at < now);

  const entries: Entry[] = item.created ? [{ rank: 1, at: item.created }] : [];
  let lastOpenRank = 1;
  for (const { stage, at } of changes) {
    const { kind, rank } = stages.get(stage)!;
    // A win that was undone shows that the item had passed all open stages.
    const entered = kind === 'open' ? rank! : kind === 'won' && outcome !== 'won' ? lastOpen : null;
    if (entered !== null) {
      lastOpenRank = entered;
      // The first stage was entered at creation, whatever the history says.
      if (entered > 1 || !item.created) {
        entries.push({ rank: entered, at });
      }
    }
  }
  const byPresentState = changes.length === 0;
  if (byPresentState && outcome === 'open') {
    const present = item.stage === null ? undefined : stages.get(item.stage);
    if (present?.kind === 'open' && (present.rank! > 1 || !item.created)) {
      entries.push({ rank: present.rank!, at: null });
    }
  }
  if (outcome === 'won') {
    entries.push({ rank: wonRank, at: item.closed, winOnly: byPresentState });
  }
  return { row: item.row, created: item.created, amount: item.amount, entries, outcome, lastOpenRank };
}

function earliest(entries: readonly Entry[]): Moment | null {
  let first: Moment | null = null;
  for (const { at } of entries) {
    if (at && (!first || at.at < first.at)) {
      first = at;
    }
  }
  return first;
}

const entriesInto = (journey: Journey, rank: number): Entry[] => journey.entries.filter((entry) => entry.rank === rank);
const firstEntry = (journey: Journey, rank: number): Moment | null => earliest(entriesInto(journey, rank));

/** Whether an item reached the last of `steps` (ranks in order), and when; `time` null: nobody knows. */
export function reaching(
  journey: Journey, steps: readonly number[], policy: FunnelPolicy
): { time: Moment | null; eventTime: Moment | null } | null {
  const rank = steps.at(-1)!;
  // Whatever else is dated before it, the first stage was entered at creation.
  if (rank === 1 && journey.created) {
    return { time: journey.created, eventTime: journey.created };
  }
  if (policy === 'reached') {
    const later = journey.entries.filter((entry) => entry.rank >= rank);
    const dated = later.filter((entry) => entry.rank === rank || !entry.winOnly);
    return later.length === 0 ? null : { time: earliest(later), eventTime: earliest(dated) };
  }
  const needed = policy === 'any' ? [rank] : steps;
  for (let i = 0; i < needed.length; i++) {
    if (entriesInto(journey, needed[i]!).length === 0) {
      return null;
    }
    const before = i === 0 ? null : firstEntry(journey, needed[i - 1]!);
    const here = firstEntry(journey, needed[i]!);
    // Nobody can say that an unknown time was not before another.
    if (i > 0 && !(before && here && !isAfter(before, here))) {
      return null;
    }
  }
  const time = firstEntry(journey, rank);
  return { time, eventTime: time };
}

/** A lead's journey: it was created, perhaps qualified, and then what any of its deals did. */
function leadJourney(company: Company, lead: Item, deals: readonly Journey[], now: number): Journey {
  const entity = entityOf(company, 'lead');
  const entries: Entry[] = lead.created ? [{ rank: 1, at: lead.created }] : [];
  let before = 1;
  if (entity.times.qualifiedAt) {
    before = 2;
    const at = timeOf(company, entity, 'qualifiedAt', lead.row);
    if (at && at.at < now) {
      entries.push({ rank: 2, at });
    }
  }
  for (const deal of deals) {
    for (const entry of deal.entries) {
      entries.push({ ...entry, rank: entry.rank + before });
    }
  }
  return { row: lead.row, created: lead.created, amount: deals.length === 0 ? null : sum(deals.map(({ amount }) => amount)), entries, outcome: 'open', lastOpenRank: 0 };
}

const exists = (item: Item, now: number): boolean => item.created === null || item.created.at < now;

export function referenceFunnel(query: FunnelQuery, ask: FunnelAsk): FunnelAnswer {
  const { policy = 'reached', basis = 'cohort', measure = 'count', window, matureOnly = false, entity: kind = 'deal' } = query;
  const company: Company = { model: ask.model, tables: ask.tables };
  const zone = ask.model.calendar.timeZone;
  const from = ask.range.from.getTime();
  const to = ask.range.to.getTime();
  const now = ask.range.now.getTime();

  const counted = kind === 'deal' ? 'deal' : 'lead';
  const ofPipeline = kind === 'lead' ? 'lead' : 'deal';
  const pipelines = ask.model.pipelines.filter(({ of }) => of === ofPipeline);
  const pipeline = query.pipeline === undefined ? pipelines[0] : pipelines.find(({ id }) => id === query.pipeline);
  if (!pipeline) {
    throw new Unavailable(`no pipeline of ${ofPipeline}s`);
  }

  if ((window !== undefined || basis === 'event') && !hasHistory(company, ofPipeline)) {
    throw new Unavailable('nobody knows when stages were entered');
  }
  if (measure === 'amount' && (kind === 'lead' || entityOf(company, 'deal').columns.amount === undefined)) {
    throw new Unavailable('no amount');
  }

  const inPipeline = items(company, ofPipeline)
    .filter((item) => item.pipeline?.id === pipeline.id && exists(item, now))
    .map((item) => ({ item, journey: journeyOf(item, pipeline, now) }));
  let journeys = inPipeline.map(({ journey }) => journey);
  const ranked = pipeline.stages.filter(({ rank }) => rank !== undefined).sort((a, b) => a.rank! - b.rank!);
  let allSteps = ranked.map(({ id, rank }) => ({ id, rank: rank! }));
  if (kind === 'lead-to-deal') {
    if (entityOf(company, 'deal').columns.lead === undefined && entityOf(company, 'lead').columns.deal === undefined) {
      throw new Unavailable('no link between leads and deals');
    }
    const qualified = entityOf(company, 'lead').times.qualifiedAt !== undefined;
    const first = ['lead', ...(qualified ? ['qualified lead'] : [])];
    allSteps = [...first, ...ranked.map(({ id }) => id)].map((id, i) => ({ id, rank: i + 1 }));
    journeys = items(company, 'lead')
      .filter((lead) => exists(lead, now))
      .map((lead) => {
        const deals = inPipeline.filter(({ item }) => isLinked(company, item, lead)).map(({ journey }) => journey);
        return leadJourney(company, lead, deals, now);
      });
  }
  for (const id of [...(query.steps ?? []), ...(query.exclude ?? [])]) {
    if (!allSteps.some((step) => step.id === id)) {
      throw new Unavailable(`no step ${id}`);
    }
  }
  const steps = allSteps.filter(({ id }) => (query.steps?.includes(id) ?? true) && !query.exclude?.includes(id));

  const keyOfRow = (id: string, row: Row): string | null => keyOf(company, dimensionOf(company, counted, id), row);
  journeys = journeys.filter(({ row }) =>
    (query.filters ?? []).every((filter) => {
      const key = keyOfRow(filter.dimension, row);
      return passes(filter, key, labelOf(company, dimensionOf(company, counted, filter.dimension), key));
    })
  );
  if (basis === 'cohort') {
    journeys = journeys.filter(({ created }) => inside(created, from, to));
  }
  if (matureOnly) {
    const age = window ?? ask.model.horizon[counted];
    const end = instant(now, zone);
    journeys = journeys.filter(({ created }) => created !== null && daysBetween(created, end) >= age);
  }

  /** Items of the group that count in a step. */
  const membersOf = (group: readonly Journey[], i: number): Journey[] => {
    const path = steps.slice(0, i + 1).map(({ rank }) => rank);
    return group.filter((journey) => {
      const found = reaching(journey, path, policy);
      const inTime =
        window === undefined || (!!found?.time && !!journey.created && daysBetween(journey.created, found.time) <= window);
      return found !== null && inTime && (basis === 'cohort' || inside(found.eventTime, from, to));
    });
  };

  const answer: FunnelAnswer = new Map();
  const keys = query.by === undefined ? [null] : [...new Set(journeys.map(({ row }) => keyOfRow(query.by!, row)))];
  for (const key of keys) {
    const group = query.by === undefined ? journeys : journeys.filter(({ row }) => keyOfRow(query.by!, row) === key);
    const members = steps.map((_, i) => membersOf(group, i));
    const values = members.map((step) => (kind === 'lead' ? null : sum(step.map(({ amount }) => amount))));
    const size = (i: number): number | null => (measure === 'amount' ? values[i]! : members[i]!.length);
    const rows = steps.map(({ id, rank }, i): FunnelRow => {
      const here = members[i]!;
      const lost = here.filter(({ outcome, lastOpenRank }) => outcome === 'lost' && lastOpenRank === rank);
      const stepDays: number[] = [];
      for (const journey of i === 0 ? [] : here) {
        const before = firstEntry(journey, steps[i - 1]!.rank);
        const entered = firstEntry(journey, rank);
        if (before && entered && !isAfter(before, entered)) {
          stepDays.push(daysBetween(before, entered));
        }
      }
      return {
        stage: id,
        reached: here.length,
        value: values[i]!,
        stepConversion: i === 0 ? null : fraction(size(i), size(i - 1)),
        cumulativeConversion: fraction(size(i), size(0)),
        dropOff: i === steps.length - 1 ? null : here.length - members[i + 1]!.length,
        dropOffRate: kind === 'lead-to-deal' ? null : fraction(lost.length, here.length),
        stepDays,
        stepDaysP50: shownQuantile(stepDays, 0.5),
        stepDaysP90: shownQuantile(stepDays, 0.9),
      };
    });
    answer.set(query.by === undefined ? groupKey([]) : groupKey([key]), rows);
  }
  return answer;
}
