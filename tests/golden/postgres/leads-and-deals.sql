WITH "sf_deals_closed" AS (
  -- deals by closed date, in the range
  SELECT
    (ARRAY['2026-01-01', '2026-02-01', '2026-03-01'])[width_bucket("deal"."closed_on", ARRAY[DATE '2026-01-01', DATE '2026-02-01', DATE '2026-03-01'])] AS "bucket",
    CAST("deal"."region" AS text) AS "region",
    COUNT(*) AS "row_count_1",
    COUNT(*) FILTER (WHERE "deal"."stage" = 'won') AS "won",
    CASE WHEN COUNT(*) FILTER (WHERE "deal"."stage" = 'won') > 0 THEN CAST(SUM("deal"."amount") FILTER (WHERE "deal"."stage" = 'won') AS double precision) ELSE 0 END AS "won_amount"
  FROM "deals" AS "deal"
  WHERE "deal"."deleted" = FALSE
    AND ("deal"."closed_on" >= DATE '2026-01-01' AND "deal"."closed_on" < DATE '2026-02-14' OR "deal"."closed_on" >= DATE '2026-02-14' AND "deal"."closed_on" < DATE '2026-04-01')
    AND "deal"."stage" IN ('won', 'lost')
  GROUP BY 1, "deal"."region"
),
"sf_leads_created" AS (
  -- leads by created date, in the range
  SELECT
    (ARRAY['2026-01-01', '2026-02-01', '2026-03-01'])[width_bucket("lead"."created_at", ARRAY[TIMESTAMPTZ '2025-12-31T23:00:00.000Z', TIMESTAMPTZ '2026-01-31T23:00:00.000Z', TIMESTAMPTZ '2026-02-28T23:00:00.000Z'])] AS "bucket",
    CAST("lead"."region" AS text) AS "region",
    COUNT(*) AS "row_count_2",
    COUNT(*) AS "leads"
  FROM "leads" AS "lead"
  WHERE ("lead"."created_at" >= TIMESTAMPTZ '2025-12-31T23:00:00.000Z' AND "lead"."created_at" < TIMESTAMPTZ '2026-02-13T23:00:00.000Z' OR "lead"."created_at" >= TIMESTAMPTZ '2026-02-13T23:00:00.000Z' AND "lead"."created_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z')
  GROUP BY 1, "lead"."region"
),
"sf_stacked" AS (
  -- the groups of every step, one below the other
  SELECT
    "bucket",
    "region",
    "row_count_1",
    "won",
    "won_amount",
    CAST(NULL AS double precision) AS "row_count_2",
    CAST(NULL AS double precision) AS "leads"
  FROM "sf_deals_closed"
  UNION ALL
  SELECT
    "bucket",
    "region",
    CAST(NULL AS double precision) AS "row_count_1",
    CAST(NULL AS double precision) AS "won",
    CAST(NULL AS double precision) AS "won_amount",
    "row_count_2",
    "leads"
  FROM "sf_leads_created"
)
SELECT
  "bucket",
  "region",
  SUM("row_count_1") AS "row_count_1",
  SUM("won") AS "won",
  SUM("won_amount") AS "won_amount",
  SUM("row_count_2") AS "row_count_2",
  SUM("leads") AS "leads"
FROM "sf_stacked"
GROUP BY "bucket", "region";
