/**
 * What hangs on the calendar, in SQL: close dates (closeDates.ts), rates (rates.ts), targets (targets.ts) and forecasts
 * (forecasts.ts). Days are whole days after today. files.test.ts holds it to what those files say.
 */
import { firstDay } from '../clock';
import { error } from '../forecasts';
import { justNow, reach, usualAttainment, winRate } from '../targets';

interface Places {
  /** The schema of the parts and functions. */
  readonly parts: string;
  /** The schema of the finished tables. */
  readonly to: string;
}

/** The last close date of the deal `deal`. */
export const expectedCloseSql = (parts: string): string => `greatest(
    ${parts}.date_at(deal.created_at) + 1,
    case
      when deal.close_part is null then coalesce(${parts}.date_at(deal.ended), ${parts}.today()) + deal.close_days
      else (
        select floor(day + (days - day) * deal.close_part::float8)::integer + ${parts}.today()
        from ${parts}.quarters where quarters.number = deal.close_quarter
      )
    end
  )`;

/** Quarters from this one on: where the days that are left begin and end. */
export const quartersSql = ({ parts }: Pick<Places, 'parts'>): string => `
create table ${parts}.quarters as
select number, greatest(0, first - ${parts}.today())::float8 as day, (next - ${parts}.today())::float8 as days
from generate_series(0, 2) as number,
  lateral (select (date_trunc('quarter', ${parts}.today()) + number * interval '3 months')::date as first) as begin,
  lateral (select (first + interval '3 months')::date as next) as finish;
`;

/** From the last push back to the first: each date is the one before the push that came after. */
export const pushesSql = ({ parts, to }: Places): string => `
create table ${parts}.pushes as
select c.id, c.deal_id, c.new_value::integer as days, row_number() over (partition by c.deal_id order by c.id desc) as number
from ${parts}.deal_changes c where c.field = 'expected_close';
create index on ${parts}.pushes (deal_id, number);
analyze ${parts}.pushes;
create table ${parts}.push_dates as
with recursive walk as (
  select p.id, p.deal_id, p.number, created.day as created, d.expected_close as new_date,
    least(d.expected_close - 1, greatest(created.day, d.expected_close - p.days)) as old_date
  from ${parts}.pushes p
  join ${parts}.deals made on made.id = p.deal_id
  join ${to}.deals d on d.id = p.deal_id
  cross join lateral (select ${parts}.date_at(made.created_at) as day) as created
  where p.number = 1
  union all
  select p.id, p.deal_id, p.number, w.created, w.old_date,
    least(w.old_date - 1, greatest(w.created, w.old_date - p.days))
  from walk w join ${parts}.pushes p on p.deal_id = w.deal_id and p.number = w.number + 1
)
select id, old_date, new_date from walk;
`;

/** A rate for each working day. */
export const ratesSql = ({ parts, to }: Places): string => `
insert into ${to}.fx_rates
select ${parts}.today() + day, currency, to_eur from ${parts}.rate_course
where extract(isodow from ${parts}.today() + day) < 6;
`;

/** What was won, in EUR at the rate that was last published on the day of the close. */
const bookingsSql = ({ parts, to }: Places): string => `
create table ${parts}.bookings as
select closed.day - ${parts}.today() as day, d.team, d.region, d.amount::float8 * r.to_eur::float8 as euros
from ${parts}.deals d
join ${parts}.stages s on s.pipeline = d.pipeline and s.id = d.stage and s.kind = 'won'
cross join lateral (select ${parts}.date_at(d.ended) as day) as closed
join ${to}.fx_rates r on r.currency = d.currency
  and r.day = closed.day - greatest(0, extract(isodow from closed.day)::integer - 5)
where not d.deleted and d.amount <> 0;
`;

const targetsSql = ({ parts, to, scale }: Places & { readonly scale: number }): string => `
create table ${parts}.months as
select number, to_char(first, 'YYYY-MM') as period, first, (next - first)::float8 as days,
  (first - ${parts}.today() + next - ${parts}.today()) / 2.0::float8 as middle,
  date_trunc('quarter', first)::date as quarter
from (select distinct month as number from ${parts}.planned_targets) as planned,
  lateral (select (date_trunc('month', ${parts}.today()) + number * interval '1 month')::date as first) as begin,
  lateral (select (first + interval '1 month')::date as next) as finish;

create table ${parts}.team_targets as
with this as (select date_trunc('quarter', ${parts}.today())::date as quarter),
spans as (
  select m.*, a.team,
    case when m.first >= this.quarter then ${-justNow} else greatest(m.middle - ${reach}, ${firstDay}) end as begins,
    least(m.middle + ${reach}, 0) as ends,
    case m.quarter
      when this.quarter then a.now::float8
      when (this.quarter - interval '3 months')::date then a.before::float8
      else ${usualAttainment}
    end as attained
  from ${parts}.months m, ${parts}.team_attainment a, this
)
select s.number, s.team, ${parts}.rounded(
    booked.euros / greatest(30, s.ends - s.begins) * s.days / s.attained / ${1000 * Math.min(1, scale)}
  ) * ${1000 * Math.min(1, scale)} as value
from spans s cross join lateral (
  select coalesce(sum(b.euros), 0) as euros from ${parts}.bookings b
  where b.team = s.team and b.day >= s.begins and b.day < s.ends
) as booked;

insert into ${to}.targets
with company as (select number, sum(value) as value from ${parts}.team_targets group by number),
shares as (
  select region, sum(euros) / sum(sum(euros)) over () as share
  from ${parts}.bookings where day >= -364 and day < 0 group by region
)
select p.id, p.metric, m.period,
  case
    when p.metric = 'win_rate' then ${winRate}
    when p.metric = 'leads_created' then ${parts}.rounded(leads.leads::float8 * m.days * p.weight::float8)
    when p.region is not null then ${parts}.rounded(c.value * s.share)
    when p.team is null then c.value
    when p.owner_id is null then t.value
    else ${parts}.rounded(t.value / p.sellers)
  end,
  case p.metric when 'bookings' then 'EUR' end, p.region, case when p.owner_id is null then p.team end, p.owner_id
from ${parts}.planned_targets p
join ${parts}.months m on m.number = p.month
join company c on c.number = p.month
left join ${parts}.team_targets t on t.number = p.month and t.team = p.team
left join shares s on s.region = p.region
left join ${parts}.usual_leads leads on leads.half_days = (2 * m.middle)::integer;
`;

/** What the quarter brought, and for the days to come what the last thirteen weeks have; seen too high. */
const forecastsSql = ({ parts, to }: Places): string => `
insert into ${to}.forecasts
with made as (
  select f.*, ${parts}.today() - 7 * f.weeks as day, date_trunc('quarter', ${parts}.today() - 7 * f.weeks)::date as first
  from ${parts}.planned_forecasts f
),
spans as (
  select *, first - ${parts}.today() as begins, (first + interval '3 months')::date - ${parts}.today() as ends,
    ((first + interval '3 months')::date - day)::float8 / ((first + interval '3 months')::date - first) as rest
  from made
)
select s.id, ${parts}.instant_at(s.made_at), to_char(s.first, 'YYYY-"Q"Q'), s.team,
  ${parts}.rounded(100 * (booked.euros + greatest(0, s.ends) * booked.lately / 91)
    * (${1 + error.always} + ${error.early} * s.rest + ${error.luck} * s.rest * s.luck::float8)) / 100,
  'EUR'
from spans s cross join lateral (
  select coalesce(sum(b.euros) filter (where b.day >= s.begins and b.day < s.ends), 0) as euros,
    coalesce(sum(b.euros) filter (where b.day >= -91 and b.day < 0), 0) as lately
  from ${parts}.bookings b where b.team = s.team
) as booked;
`;

export const plansSql = (places: Places & { readonly scale: number }): string =>
  `${bookingsSql(places)}${targetsSql(places)}${forecastsSql(places)}`;
