import type { Metric } from '../Metric';
import { expected } from './expected';
import { leads } from './leads';
import { pipeline } from './pipeline';
import { quality } from './quality';
import { results } from './results';
import { risk } from './risk';
import { spread } from './spread';
import { team } from './team';

/** The catalogue, in the order in which it is listed. */
export const entries: readonly Metric[] = [...results, ...spread, ...pipeline, ...expected, ...risk, ...leads, ...team, ...quality];
