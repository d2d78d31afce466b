import { number, text, type Answers } from './read';
import type { Notice } from './Result';

/** How many rows have no created date, from the statement of compile/undated.ts; none where it was not asked. */
export function undatedNotices(answers: Answers): readonly Notice[] {
  return (answers['undated'] ?? [])
    .map((row) => ({ entity: text(row, 'entity') ?? '', count: number(row, 'undated') ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((left, right) => (left.entity < right.entity ? -1 : 1))
    .map(({ entity, count }) => ({ severity: 'warning', text: `${count} ${entity}s have no created date: they count now and in no cohort` }));
}
