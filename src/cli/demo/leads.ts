/**
 * Leads as they come in, source by source, and what becomes of them: contacted, qualified, converted into a deal or
 * disqualified. Leads of the time after day 0 are drawn as well and then dropped, because story (h) lets some begin
 * earlier than they were drawn.
 */
import { firstDay, type Day } from './clock';
import { makeDeal } from './deals';
import type { Lead } from './draft';
import { regions, season, sources, teams, type Source } from './market';
import { happened, type Visit } from './path';
import { repsOf } from './people';
import { chance, logNormal, normal, pick, pickWeighted, randomFor, type Random } from './random';
import { leadsFactor } from './stories';

const drawnUntil: Day = 210;
/** A list that somebody loaded in one go: no source, and little in it. */
const imported = { at: -420.55, leads: 1500, toDeal: 0.1 };

/** All leads of the history in the order of creation, numbered from 1. */
export function makeLeads(seed: number, scale: number): Lead[] {
  const leads: Lead[] = [];
  const add = (source: Source | undefined, arrival: Day, index: number) => {
    const lead = makeLead(randomFor(seed, `leads from ${source?.name}`, index), source, arrival);
    if (lead.created >= firstDay && lead.created < 0) {
      leads.push(lead);
    }
  };
  for (const source of sources) {
    let index = 0;
    for (const arrival of arrivals(randomFor(seed, `arrivals from ${source.name}`), source, scale)) {
      add(source, arrival, index++);
    }
  }
  const count = Math.round(imported.leads * scale);
  for (let index = 0; index < count; index++) {
    add(undefined, imported.at + (0.004 * index) / count, index);
  }
  leads.sort((a, b) => a.created - b.created);
  leads.forEach((lead, index) => (lead.id = index + 1));
  return leads;
}

/** As many arrivals a day as the season, the stories and the day's luck make. */
function* arrivals(random: Random, source: Source, scale: number): Generator<Day> {
  let owed = random();
  for (let day = firstDay; day < drawnUntil; day++) {
    owed += source.leadsPerDay * scale * season(day) * leadsFactor(source.name, day) * logNormal(random, 1, 0.16);
    for (; owed >= 1; owed--) {
      yield day + random();
    }
  }
}

function makeLead(random: Random, source: Source | undefined, arrival: Day): Lead {
  const region = pickWeighted(random, regions).name;
  const team = pickWeighted(random, teams);
  const owner = pick(random, repsOf(team, region, arrival));
  const campaign = source && pickWeighted(random, source.campaigns);
  const converts = chance(random, source?.toDeal ?? imported.toDeal);
  const path = leadPath(random, arrival, converts);
  // A few rows have lost their source; what happens to them does not depend on it.
  const known = chance(random, 0.975);
  const kept = { source: known ? source : undefined, campaign: known ? campaign : undefined };
  const conversion = path.at(-1)?.at ?? arrival;
  const made = converts ? makeDeal(random, { created: conversion, region, team, owner, source, campaign }) : undefined;
  const earlier = made?.earlier ?? 0;
  const exists = made !== undefined && made.deal.created < 0;
  const lead: Lead = {
    id: 0, created: arrival - earlier, region, team, owner, ...kept,
    score: chance(random, 0.86) ? score(random, converts) : null,
    visits: happened(path.map(({ stage, at }) => ({ stage, at: at - earlier }))),
    deal: exists ? { ...made.deal, ...(known ? {} : { source: null, origin: null, channel: null, campaign: null }) } : undefined,
    deleted: chance(random, 0.006),
  };
  // Some deals have lost the link to their lead.
  if (lead.deal && chance(random, 0.975)) {
    lead.deal.lead = lead;
  }
  return lead;
}

/** The stages after `new`; a converting lead ends with `converted`. */
function leadPath(random: Random, arrival: Day, converts: boolean): Visit[] {
  const visits: Visit[] = [];
  let at = arrival;
  const enter = (stage: string, mean: number, sigma: number) => {
    at += logNormal(random, mean, sigma);
    visits.push({ stage, at });
  };
  const contacted = converts || chance(random, 0.62);
  if (contacted) {
    enter('contacted', 0.5, 1.3);
  }
  if (converts ? chance(random, 0.93) : contacted && chance(random, 0.2)) {
    enter('qualified', 3, 0.9);
  }
  if (converts) {
    enter('converted', 4, 0.9);
  } else if (chance(random, contacted ? 0.74 : 0.5)) {
    enter('disqualified', 9, 0.9);
  }
  return visits;
}

const score = (random: Random, converts: boolean): number =>
  Math.round(Math.min(100, Math.max(0, (converts ? 60 : 44) + 17 * normal(random))));
