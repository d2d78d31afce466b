WITH "sf_deals_closed" AS (
  -- deals by closed date, in the range
  SELECT
    date_trunc('month', CAST("deal"."closed_on" AS TIMESTAMP)) AS "bucket",
    CAST("deal"."region" AS VARCHAR) AS "region",
    COUNT(*) AS "row_count_1",
    COUNT(*) FILTER (WHERE "deal"."stage" = 'won') AS "won",
    CASE WHEN COUNT(*) FILTER (WHERE "deal"."stage" = 'won') > 0 THEN CAST(SUM("deal"."amount") FILTER (WHERE "deal"."stage" = 'won') AS DOUBLE) ELSE 0 END AS "won_amount"
  FROM "deals" AS "deal"
  WHERE "deal"."deleted" = FALSE
    AND "deal"."closed_on" >= DATE '2026-01-01'
    AND "deal"."closed_on" < DATE '2026-04-01'
    AND "deal"."stage" IN ('won', 'lost')
  GROUP BY date_trunc('month', CAST("deal"."closed_on" AS TIMESTAMP)), "deal"."region"
),
"sf_leads_created" AS (
  -- leads by created date, in the range
  SELECT
    date_trunc('month', "lead"."created_at" AT TIME ZONE 'Europe/Berlin') AS "bucket",
    CAST("lead"."region" AS VARCHAR) AS "region",
    COUNT(*) AS "row_count_2",
    COUNT(*) AS "leads"
  FROM "leads" AS "lead"
  WHERE "lead"."created_at" >= TIMESTAMPTZ '2025-12-31T23:00:00.000Z'
    AND "lead"."created_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z'
  GROUP BY date_trunc('month', "lead"."created_at" AT TIME ZONE 'Europe/Berlin'), "lead"."region"
),
"sf_stacked" AS (
  -- the groups of every step, one below the other
  SELECT
    "bucket",
    "region",
    "row_count_1",
    "won",
    "won_amount",
    CAST(NULL AS DOUBLE) AS "row_count_2",
    CAST(NULL AS DOUBLE) AS "leads"
  FROM "sf_deals_closed"
  UNION ALL
  SELECT
    "bucket",
    "region",
    CAST(NULL AS DOUBLE) AS "row_count_1",
    CAST(NULL AS DOUBLE) AS "won",
    CAST(NULL AS DOUBLE) AS "won_amount",
    "row_count_2",
    "leads"
  FROM "sf_leads_created"
)
SELECT
  strftime("bucket", '%Y-%m-%d') AS "bucket",
  "region",
  SUM("row_count_1") AS "row_count_1",
  SUM("won") AS "won",
  SUM("won_amount") AS "won_amount",
  SUM("row_count_2") AS "row_count_2",
  SUM("leads") AS "leads"
FROM "sf_stacked"
GROUP BY "bucket", "region";
