WITH "sf_deals_closed" AS (
  -- deals by closed date, in the range
  SELECT
    COUNT(*) AS "row_count_1",
    COUNT(*) FILTER (WHERE "deal"."stage" = 'won') AS "won"
  FROM "deals" AS "deal"
  WHERE "deal"."deleted" = FALSE
    AND ("deal"."closed_on" >= DATE '2026-04-01' AND "deal"."closed_on" < DATE '2026-05-16' OR "deal"."closed_on" >= DATE '2026-05-16' AND "deal"."closed_on" < DATE '2026-07-01')
    AND "deal"."stage" IN ('won', 'lost')
),
"sf_deals_open" AS (
  -- deals open at the end of the period
  SELECT
    COUNT(*) AS "row_count_2",
    COUNT(*) AS "open"
  FROM "deals" AS "deal"
  WHERE "deal"."deleted" = FALSE
    AND ("deal"."created_at" < TIMESTAMPTZ '2026-02-14T23:00:00.000Z' OR "deal"."created_at" IS NULL)
    AND (("deal"."stage" IS NULL OR NOT ("deal"."stage" IN ('won', 'lost'))) OR NOT ("deal"."closed_on" < DATE '2026-02-15'))
),
"sf_stacked" AS (
  -- the groups of every step, one below the other
  SELECT
    "row_count_1",
    "won",
    CAST(NULL AS double precision) AS "row_count_2",
    CAST(NULL AS double precision) AS "open"
  FROM "sf_deals_closed"
  UNION ALL
  SELECT
    CAST(NULL AS double precision) AS "row_count_1",
    CAST(NULL AS double precision) AS "won",
    "row_count_2",
    "open"
  FROM "sf_deals_open"
)
SELECT
  SUM("row_count_1") AS "row_count_1",
  SUM("won") AS "won",
  SUM("row_count_2") AS "row_count_2",
  SUM("open") AS "open"
FROM "sf_stacked";
