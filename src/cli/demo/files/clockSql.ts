/** clock.ts in SQL: the day that is today, and what time it is there on a day of the even axis. */
import { timeZone, weekdayWeights, workDone } from '../clock';

const rowsOf = (rows: ReadonlyArray<readonly number[]>): string => rows.map((row) => `(${row.join(', ')})`).join(', ');
const spans = workDone.slice(1).map(([hour, share], index) => [...(workDone[index] ?? []), hour, share]);

/** `at` is the schema that the functions are put into. */
export const clockSql = (at: string): string => `
-- A week of the even axis as stretches of even work: each begins at a part of the week, on a weekday and at an hour.
-- The data end today, so a week begins on the weekday that today is.
do $do$
declare
  today constant date := coalesce(nullif(current_setting('salesfunnel.as_of', true), '')::date, (now() at time zone '${timeZone}')::date);
  starts float8[];
  weekdays integer[];
  hours float8[];
  hours_a_day float8[];
begin
  with weights (weekday, weight) as (values ${rowsOf(weekdayWeights.map((weight, weekday) => [weekday, weight]))}),
  turned as (
    select (weekday + 7 - extract(dow from today)::integer) % 7 as weekday, 7 * weight::float8 / sum(weight::float8) over () as weight
    from weights
  ),
  placed as (select weekday, weight, coalesce(sum(weight) over (order by weekday rows between unbounded preceding and 1 preceding), 0) as start from turned),
  work (from_hour, from_share, to_hour, to_share) as (values ${rowsOf(spans)}),
  stretches as (
    select start + weight * from_share::float8 as start, weekday, from_hour::float8 as hour,
      (to_hour - from_hour)::float8 / (weight * (to_share - from_share)::float8) as hours_a_day
    from placed, work
  )
  select array_agg(s.start order by s.start), array_agg(s.weekday order by s.start), array_agg(s.hour order by s.start), array_agg(s.hours_a_day order by s.start)
  into starts, weekdays, hours, hours_a_day
  from stretches s;

  execute format('create function ${at}.today() returns date language sql immutable as $$ select %L::date $$', today);
  -- Nothing happens at night, when clocks change: the wall clock is enough to tell the instant.
  execute format($create$
    create function ${at}.local_at(day float8) returns timestamp language plpgsql immutable strict parallel safe as $$
    declare
      starts constant float8[] := %L::float8[];
      weekdays constant integer[] := %L::integer[];
      hours constant float8[] := %L::float8[];
      hours_a_day constant float8[] := %L::float8[];
      week constant integer := floor(day / 7);
      rest constant float8 := day - 7 * floor(day / 7);
      place constant integer := width_bucket(rest, starts);
      hour constant float8 := hours[place] + (rest - starts[place]) * hours_a_day[place];
    begin
      return (%L::date + 7 * week + weekdays[place]) + make_interval(secs => floor(hour * 3600));
    end $$
  $create$, starts, weekdays, hours, hours_a_day, today);
end $do$;
create function ${at}.instant_at(day float8) returns timestamptz language sql immutable
  as $$ select ${at}.local_at(day) at time zone '${timeZone}' $$;
create function ${at}.date_at(day float8) returns date language sql immutable as $$ select ${at}.local_at(day)::date $$;
create function ${at}.rounded(value float8) returns float8 language sql immutable as $$ select floor(value + 0.5) $$;
`;
