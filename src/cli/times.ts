import { startOfDay } from '../model/calendar';
import { SalesError } from '../sql/SalesError';

/**
 * A date or instant from the command line. `2026-01-31` and `2026-01-31T08:00` are the model's local time; with `Z`
 * or an offset it is the instant itself.
 * @throws SalesError `usage/bad-date`
 */
export function parseTime(text: string, zone: string, option: string): Date {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(text.trim());
  const day = match?.[1];
  const real = day && new Date(`${day}T00:00:00Z`);
  if (!match || !real || Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== day) {
    throw new SalesError('usage/bad-date', `${option} ${JSON.stringify(text)} is not a date: write 2026-01-31, or 2026-01-31T08:00Z for an instant`);
  }
  if (match[5]) {
    return new Date(text.trim().replace(' ', 'T'));
  }
  const seconds = Number(match[2] ?? 0) * 3600 + Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0);
  return new Date(startOfDay(day, zone).getTime() + seconds * 1000);
}

/** `90d`, `12w` or a plain number of days. */
export function parseDays(text: string, option: string): number {
  const match = /^(\d+(?:\.\d+)?)([dw]?)$/.exec(text.trim());
  if (!match) {
    throw new SalesError('usage/bad-duration', `${option} ${JSON.stringify(text)} is not a duration: write 90d or 12w`);
  }
  return Number(match[1]) * (match[2] === 'w' ? 7 : 1);
}
