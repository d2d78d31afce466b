import { atClock } from '../model/calendar';
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
  const [, , hours = '00', minutes = '00', seconds = '00', offset] = match;
  const clock = Date.parse(`1970-01-01T${hours}:${minutes}:${seconds}Z`);
  const instant = Date.parse(`${day}T${hours}:${minutes}:${seconds}${(offset ?? 'Z').replace(/(\d\d):?(\d\d)$/, '$1:$2')}`);
  if (Number.isNaN(clock) || Number.isNaN(instant)) {
    throw new SalesError('usage/bad-date', `${option} ${JSON.stringify(text)} is no time of day: write 2026-01-31T08:00, or 2026-01-31T08:00+01:00`);
  }
  return offset ? new Date(instant) : atClock(day, clock, zone);
}

/** `90d`, `12w` or a plain number of days. */
export function parseDays(text: string, option: string): number {
  const match = /^(\d+(?:\.\d+)?)([dw]?)$/.exec(text.trim());
  if (!match) {
    throw new SalesError('usage/bad-duration', `${option} ${JSON.stringify(text)} is not a duration: write 90d or 12w`);
  }
  return Number(match[1]) * (match[2] === 'w' ? 7 : 1);
}
