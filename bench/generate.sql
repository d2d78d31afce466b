-- Fills the tables of schema.sql. The setting bench.deals says how many deals; there are five history rows a deal and
-- one lead for two deals. Nothing is random: every choice is a hash of an id, so each run makes the same rows.
--
-- The path of a deal is a string of letters, one a stage: p prospecting, q qualified, r proposal, n negotiation,
-- w won, l lost; 'pqrqrnw' went back once and was won. What would happen after 2026-10-31 (Berlin) has not yet,
-- so the deal is still in the stage before. Rows are stored in the order of time, as a CRM would write them.

-- A number in [0, 1) that depends on the key and the salt alone.
CREATE FUNCTION pg_temp.chance(key bigint, salt bigint) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT (hashint8extended(key, salt) & 4294967295)::double precision / 4294967296.0::double precision $$;

-- Seconds since 2023-11-01 (UTC) of the n-th of so many rows over three years (up to 2026-11-01 in Berlin), of which there are more as time goes by.
CREATE FUNCTION pg_temp.moment(n bigint, of bigint, salt bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT floor(94690800 * (1.25 * u - 0.25 * u * u))::bigint FROM (SELECT (n - 1 + pg_temp.chance(n, salt)) / of) AS _(u) $$;

INSERT INTO bench.users
SELECT
  id,
  'User ' || lpad(id::text, 3, '0'),
  (ARRAY['Enterprise', 'Mid-market', 'Small business', 'Public sector', 'Partners', 'Inside sales'])[1 + (id * 7) % 6],
  (ARRAY['DACH', 'Nordics', 'UK and Ireland', 'Southern Europe', 'North America'])[1 + id % 5],
  pg_temp.chance(id, 1) < 0.9
FROM generate_series(1, 200) AS id;

-- Each deal's lasting properties, and the path it would take given all the time in the world.
CREATE TEMP TABLE plan AS
WITH
  base AS (
    SELECT
      id,
      pg_temp.moment(id, current_setting('bench.deals')::bigint, 2) AS created,
      floor(5 * pow(pg_temp.chance(id, 3), 1.4))::int AS region,
      floor(8 * pow(pg_temp.chance(id, 4), 1.3))::int AS source,
      pg_temp.chance(id, 5) AS fate,
      pg_temp.chance(id, 6) AS deep
    FROM generate_series(1, current_setting('bench.deals')::bigint) AS id
  ),
  fate AS (
    SELECT
      *,
      CASE
        WHEN fate < 0.21 + 0.015 * source - 0.01 * region THEN 'w'
        WHEN fate < 0.865 THEN 'l'
        ELSE ''
      END AS outcome
    FROM base
  ),
  depth AS (
    SELECT
      *,
      CASE
        WHEN outcome = 'w' THEN 4
        WHEN deep < 0.36 THEN 1
        WHEN deep < 0.66 THEN 2
        WHEN deep < 0.86 THEN 3
        ELSE 4
      END AS depth
    FROM fate
  )
SELECT
  id,
  created,
  region,
  source,
  -- How slow the deal is: it depends on the source and the region, and on luck.
  (0.7 + 0.05 * source + 0.06 * region) * (0.4 + 1.2 * pg_temp.chance(id, 7)) AS slowness,
  concat(
    'p',
    CASE WHEN depth = 2 OR (depth > 2 AND pg_temp.chance(id, 8) < 0.94) THEN 'q' END,
    CASE WHEN depth = 3 OR (depth > 3 AND pg_temp.chance(id, 9) < 0.94) THEN 'r' END,
    CASE WHEN depth = 4 AND (outcome <> 'w' OR pg_temp.chance(id, 10) < 0.94) THEN 'n' END,
    -- Back by one stage, and in two of three cases forward again.
    CASE
      WHEN depth > 1 AND pg_temp.chance(id, 11) < 0.08 THEN
        substr('pqrn', depth - 1, 1) || CASE WHEN pg_temp.chance(id, 12) < 0.667 THEN substr('pqrn', depth, 1) ELSE '' END
    END,
    -- Closed, and opened again.
    CASE
      WHEN outcome <> '' AND pg_temp.chance(id, 13) < 0.012 THEN CASE WHEN pg_temp.chance(id, 14) < 0.5 THEN 'wn' ELSE 'ln' END
    END,
    outcome
  ) AS path
FROM depth;

-- The rows of the history, in time. "again" is a row that saves the deal in the stage it already was in.
CREATE TEMP TABLE event AS
WITH
  step AS (
    SELECT
      id,
      created,
      letter,
      number,
      again,
      CASE
        WHEN number = 1 AND again = 0 THEN 0
        ELSE
          60 + floor(
            -ln(1 - pg_temp.chance(id, 100 + 10 * number + again)) * slowness * 86400
            * CASE WHEN again > 0 THEN 6 WHEN letter = 'q' THEN 8 WHEN letter = 'r' THEN 11 WHEN letter = 'n' THEN 13 WHEN letter = 'w' THEN 15 ELSE 10 END
          )::bigint
      END AS seconds
    FROM plan
    CROSS JOIN LATERAL unnest(string_to_array(path, NULL)) WITH ORDINALITY AS _(letter, number)
    CROSS JOIN LATERAL generate_series(
      0,
      CASE WHEN letter IN ('w', 'l') THEN 0 ELSE floor(3 * pg_temp.chance(id, 50 + number))::int END
    ) AS again
  ),
  timed AS (
    SELECT *, created + sum(seconds) OVER w AS at, created + sum(seconds) OVER (w ROWS BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING) AS next
    FROM step
    WINDOW w AS (PARTITION BY id ORDER BY number, again)
  )
SELECT
  id AS deal_id,
  CASE letter
    WHEN 'p' THEN 'prospecting' WHEN 'q' THEN 'qualified' WHEN 'r' THEN 'proposal'
    WHEN 'n' THEN 'negotiation' WHEN 'w' THEN 'won' ELSE 'lost'
  END AS stage,
  timestamptz '2023-11-01 00:00:00Z' + make_interval(secs => at::double precision) AS at,
  again > 0 AS again,
  next = at OR next >= 94690800 AS last
FROM timed
WHERE at < 94690800;

INSERT INTO bench.deals
SELECT
  id,
  created_at,
  CASE WHEN event.stage IN ('won', 'lost') THEN event.at END,
  event.stage,
  -- One deal in a hundred has no amount.
  CASE
    WHEN pg_temp.chance(id, 20) >= 0.01 THEN
      round(exp(9.2 + 0.1 * plan.region + 0.9 * sqrt(-2 * ln(1 - pg_temp.chance(id, 21))) * cos(2 * pi() * pg_temp.chance(id, 22)))::numeric, 2)
  END,
  (created_at + make_interval(days => 30 + floor(120 * pg_temp.chance(id, 23))::int))::date,
  1 + floor(200 * pg_temp.chance(id, 24))::int,
  (ARRAY['DACH', 'Nordics', 'UK and Ireland', 'Southern Europe', 'North America'])[1 + plan.region],
  (ARRAY['Website', 'Outbound', 'Event', 'Referral', 'Partner', 'Paid search', 'Webinar', 'Social'])[1 + plan.source]
FROM plan
JOIN event ON event.deal_id = plan.id AND event.last
CROSS JOIN LATERAL (SELECT timestamptz '2023-11-01 00:00:00Z' + make_interval(secs => created::double precision)) AS _(created_at)
ORDER BY id;

-- Every change of stage, and as many rows that save a deal again as make it five rows a deal.
INSERT INTO bench.stage_history
SELECT row_number() OVER (ORDER BY at, deal_id), deal_id, stage, at
FROM (
  SELECT deal_id, stage, at FROM event WHERE NOT again
  UNION ALL
  (
    SELECT deal_id, stage, at
    FROM event
    WHERE again
    ORDER BY hashint8extended(deal_id, extract(epoch FROM at)::bigint), at
    LIMIT (SELECT 5 * current_setting('bench.deals')::bigint - count(*) FROM event WHERE NOT again)
  )
) AS row
ORDER BY at, deal_id;

INSERT INTO bench.leads
SELECT
  id,
  timestamptz '2023-11-01 00:00:00Z' + make_interval(secs => pg_temp.moment(id, current_setting('bench.deals')::bigint / 2, 30)::double precision),
  (ARRAY['Website', 'Outbound', 'Event', 'Referral', 'Partner', 'Paid search', 'Webinar', 'Social'])[1 + floor(8 * pow(pg_temp.chance(id, 31), 1.3))::int],
  (ARRAY['DACH', 'Nordics', 'UK and Ireland', 'Southern Europe', 'North America'])[1 + floor(5 * pow(pg_temp.chance(id, 32), 1.4))::int]
FROM generate_series(1, current_setting('bench.deals')::bigint / 2) AS id;

DROP TABLE event, plan;
