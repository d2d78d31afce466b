import { number, text, type Answers } from './read';
import type { Notice } from './Result';

/** How many rows have no created date, from the statement of compile/undated.ts; none where it was not asked. */
export function undatedNotices(answers: Answers): readonly Notice[] {
  return (answers['undated'] ?? []).flatMap((row) => {
    const count = number(row, 'undated') ?? 0;
    return count > 0 ? [{ severity: 'warning', text: `${count} ${text(row, 'entity')}s have no created date: they count now and in no cohort` }] : [];
  });
}
