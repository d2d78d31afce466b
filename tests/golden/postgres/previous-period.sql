WITH "sf_deals_closed" AS (
  -- deals by closed date, in the range
  SELECT
    'current' AS "window",
    CAST("deal"."region" AS text) AS "region",
    COUNT(*) AS "row_count_1",
    CASE WHEN COUNT(*) FILTER (WHERE "deal"."stage" = 'won') > 0 THEN CAST(SUM("deal"."amount") FILTER (WHERE "deal"."stage" = 'won') AS double precision) ELSE 0 END AS "won_amount"
  FROM "deals" AS "deal"
  WHERE "deal"."deleted" = FALSE
    AND ("deal"."closed_on" >= DATE '2026-01-01' AND "deal"."closed_on" < DATE '2026-01-23' OR "deal"."closed_on" >= DATE '2026-01-23' AND "deal"."closed_on" < DATE '2026-02-15')
    AND "deal"."stage" IN ('won', 'lost')
  GROUP BY "deal"."region"
),
"sf_deals_closed_before" AS (
  -- deals by closed date, in the period before
  SELECT
    'previous' AS "window",
    CAST("deal"."region" AS text) AS "region",
    COUNT(*) AS "row_count_1",
    CASE WHEN COUNT(*) FILTER (WHERE "deal"."stage" = 'won') > 0 THEN CAST(SUM("deal"."amount") FILTER (WHERE "deal"."stage" = 'won') AS double precision) ELSE 0 END AS "won_amount"
  FROM "deals" AS "deal"
  WHERE "deal"."deleted" = FALSE
    AND ("deal"."closed_on" >= DATE '2025-10-01' AND "deal"."closed_on" < DATE '2025-10-23' OR "deal"."closed_on" >= DATE '2025-10-23' AND "deal"."closed_on" < DATE '2025-11-15')
    AND "deal"."stage" IN ('won', 'lost')
  GROUP BY "deal"."region"
),
"sf_stacked" AS (
  -- the groups of every step, one below the other
  SELECT
    "window",
    "region",
    "row_count_1",
    "won_amount"
  FROM "sf_deals_closed"
  UNION ALL
  SELECT
    "window",
    "region",
    "row_count_1",
    "won_amount"
  FROM "sf_deals_closed_before"
)
SELECT
  "window",
  "region",
  SUM("row_count_1") AS "row_count_1",
  SUM("won_amount") AS "won_amount"
FROM "sf_stacked"
GROUP BY "window", "region";
