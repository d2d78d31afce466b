import { tzOffset } from '@date-fns/tz';
import type { Notice } from '../result/Result';

/**
 * Buckets begin at local midnight of the model's zone whatever the dashboard shows (panels and alerts must agree).
 * Where the dashboard's clock reads another time at any of these instants, its axis says so; two zones that agree at
 * all of them differ in name only.
 */
export function zoneNotice(instants: readonly Date[], zone: string, dashboardZone: string | undefined): Notice[] {
  if (!dashboardZone || dashboardZone === zone) {
    return [];
  }
  const differs = instants.some((instant) => tzOffset(zone, instant) !== tzOffset(dashboardZone, instant));
  return differs
    ? [
        {
          severity: 'info',
          text: `Each point stands at midnight in ${zone}, the sales model's time zone; this dashboard shows the time in ${dashboardZone}.`,
        },
      ]
    : [];
}

/** IANA name of the zone that a request names; `browser` and nothing at all mean this browser's. */
export const resolveZone = (timezone: string | undefined): string =>
  !timezone || timezone === 'browser'
    ? Intl.DateTimeFormat().resolvedOptions().timeZone
    : timezone === 'utc'
      ? 'UTC'
      : timezone;
