import type { Calendar, Grain } from '../model/types';

/**
 * Text of the calendar unit that begins on `day`, in the form that target periods have: `2026-10`, `2026-Q4`, `2026`.
 * Quarters and years are fiscal and named by the calendar year in which the fiscal year ends; days and weeks are
 * their first day.
 */
export function bucketLabel(day: string, grain: Grain | undefined, calendar: Calendar): string {
  const [year, month] = day.split('-').map(Number) as [number, number];
  const start = calendar.fiscalYearStart;
  const fiscalYear = String(start > 1 && month >= start ? year + 1 : year).padStart(4, '0');
  switch (grain) {
    case 'month':
      return day.slice(0, 7);
    case 'quarter':
      return `${fiscalYear}-Q${Math.floor(((month - start + 12) % 12) / 3) + 1}`;
    case 'year':
      return fiscalYear;
    default:
      return day;
  }
}
