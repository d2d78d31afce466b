/** Which question the options ask. What another question would need is refused: ignored, it would change what a number means. */
import { SalesError } from '../sql/SalesError';
import type { QueryOptions } from './options';

export type Question = 'query' | 'quality' | 'records' | 'waterfall' | 'funnel' | 'metrics';

type Name = keyof QueryOptions;

/** Options that only some questions have; the others (range, filters, clock) belong to all. */
const own: Readonly<Record<Question, readonly Name[]>> = {
  query: [],
  quality: [],
  records: ['which', 'columns', 'order', 'limit', 'period'],
  waterfall: ['closing', 'by', 'pipeline', 'measure', 'evidence', 'bars'],
  funnel: ['entity', 'pipeline', 'steps', 'exclude', 'policy', 'measure', 'basis', 'window', 'matureOnly', 'by', 'evidence', 'period'],
  metrics: ['by', 'grain', 'compare', 'horizon', 'order', 'limit', 'evidence', 'period'],
};
const questions = Object.keys(own) as readonly Question[];
const special = new Set(Object.values(own).flat());

const flag = (name: Name): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** @throws SalesError `usage/nothing-asked`, `usage/two-questions`, `usage/option-not-here`, `usage/two-ranges` */
export function questionOf(options: QueryOptions): Question {
  const [question, second] = questions.filter((one) => options[one] !== undefined);
  if (question === undefined) {
    throw new SalesError('usage/nothing-asked', 'nothing is asked for: give --metrics, --funnel, --records, --waterfall, --quality or --query');
  }
  if (second !== undefined) {
    throw new SalesError('usage/two-questions', `${flag(question)} and ${flag(second)} are two questions: give one of them`);
  }
  const stray = [...special].find((name) => options[name] !== undefined && !own[question].includes(name));
  if (stray !== undefined) {
    const others = questions.filter((one) => own[one].includes(stray)).map(flag);
    throw new SalesError('usage/option-not-here', `${flag(question)} has no ${flag(stray)}: leave it out; it belongs to ${others.join(', ')}`);
  }
  if (options.period !== undefined && (options.from !== undefined || options.to !== undefined)) {
    throw new SalesError('usage/two-ranges', `--period and ${options.from === undefined ? '--to' : '--from'} are two ranges: give one of them`);
  }
  if (question === 'query' && options.filter.length > 0) {
    throw new SalesError('usage/option-not-here', '--query has no --filter: write the filters into the saved query');
  }
  if ((question === 'funnel' || question === 'waterfall') && options.by?.includes(',')) {
    throw new SalesError('usage/bad-option', `--by "${options.by}" names several dimensions: ${flag(question)} is grouped by one`);
  }
  return question;
}
