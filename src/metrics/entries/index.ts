import type { Metric } from '../Metric';
import { leads } from './leads';
import { pipeline } from './pipeline';
import { quality } from './quality';
import { results } from './results';
import { team } from './team';

/** The catalogue, in the order in which it is listed. */
export const entries: readonly Metric[] = [...results, ...pipeline, ...leads, ...team, ...quality];
