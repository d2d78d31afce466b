-- Fast because of how the history is read: the ids of the cohort lie close together, so their range, from the first to
-- the last, cuts five million rows down to one million. The range is written as two halves with OR, which PostgreSQL
-- reads as two bitmaps of the index on deal_id: each page of the table is visited once. What other deals may lie in the
-- range is dropped by the join. One grouping gives the rank and all first entries, and percentile_cont() with an array
-- sorts the durations of a step once for both percentiles.
WITH
  cohort AS MATERIALIZED (
    SELECT id, stage, created_at, closed_at
    FROM bench.deals
    WHERE created_at >= '2026-01-01 00:00 Europe/Berlin'
      AND created_at < '2026-07-01 00:00 Europe/Berlin'
  ),
  ids AS (
    SELECT min(id) AS first, (min(id) + max(id)) / 2 AS middle, max(id) AS last
    FROM cohort
  ),
  history AS (
    SELECT
      deal_id,
      max(CASE stage WHEN 'qualified' THEN 2 WHEN 'proposal' THEN 3 ELSE 4 END) AS rank,
      min(changed_at) FILTER (WHERE stage = 'qualified') AS qualified_at,
      min(changed_at) FILTER (WHERE stage = 'proposal') AS proposal_at,
      min(changed_at) FILTER (WHERE stage = 'negotiation') AS negotiation_row,
      min(changed_at) FILTER (WHERE stage = 'won') AS won_row
    FROM bench.stage_history
    WHERE stage IN ('qualified', 'proposal', 'negotiation', 'won')
      AND changed_at < '2026-11-01 00:00 Europe/Berlin'
      AND (
        (deal_id >= (SELECT first FROM ids) AND deal_id <= (SELECT middle FROM ids))
        OR (deal_id > (SELECT middle FROM ids) AND deal_id <= (SELECT last FROM ids))
      )
    GROUP BY deal_id
  ),
  entered AS (
    -- An entry into won that was undone is an entry into negotiation.
    SELECT cohort.*, rank, qualified_at, proposal_at, CASE WHEN stage = 'won' THEN negotiation_row ELSE least(negotiation_row, won_row) END AS negotiation_at
    FROM cohort
    LEFT JOIN history ON history.deal_id = cohort.id
  ),
  ranked AS (
    SELECT
      CASE WHEN stage = 'won' THEN 5 ELSE coalesce(rank, 1) END AS rank,
      date_part('epoch', qualified_at - created_at) / 86400 AS days_2,
      date_part('epoch', proposal_at - qualified_at) / 86400 AS days_3,
      date_part('epoch', negotiation_at - proposal_at) / 86400 AS days_4,
      CASE WHEN stage = 'won' THEN date_part('epoch', closed_at - negotiation_at) / 86400 END AS days_5
    FROM entered
  ),
  summed AS (
    SELECT
      count(*) AS reached_1,
      count(*) FILTER (WHERE rank >= 2) AS reached_2,
      count(*) FILTER (WHERE rank >= 3) AS reached_3,
      count(*) FILTER (WHERE rank >= 4) AS reached_4,
      count(*) FILTER (WHERE rank >= 5) AS reached_5,
      percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY days_2) FILTER (WHERE days_2 >= 0) AS step_2,
      percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY days_3) FILTER (WHERE days_3 >= 0) AS step_3,
      percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY days_4) FILTER (WHERE days_4 >= 0) AS step_4,
      percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY days_5) FILTER (WHERE days_5 >= 0) AS step_5
    FROM ranked
  )
SELECT
  reached_1,
  reached_2,
  reached_3,
  reached_4,
  reached_5,
  step_2[1] AS p50_2,
  step_3[1] AS p50_3,
  step_4[1] AS p50_4,
  step_5[1] AS p50_5,
  step_2[2] AS p90_2,
  step_3[2] AS p90_3,
  step_4[2] AS p90_4,
  step_5[2] AS p90_5
FROM summed;
