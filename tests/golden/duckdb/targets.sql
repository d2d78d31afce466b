-- deals by closed date, in the range
SELECT
  CAST("deal"."region" AS VARCHAR) AS "region",
  COUNT(*) AS "row_count_1",
  CASE WHEN COUNT(*) FILTER (WHERE "deal"."stage" = 'won') > 0 THEN CAST(SUM("deal"."amount") FILTER (WHERE "deal"."stage" = 'won') AS DOUBLE) ELSE 0 END AS "won_amount"
FROM "deals" AS "deal"
WHERE "deal"."deleted" = FALSE
  AND "deal"."closed_on" >= DATE '2026-01-01'
  AND "deal"."closed_on" < DATE '2026-04-01'
  AND "deal"."stage" IN ('won', 'lost')
GROUP BY "deal"."region";

-- target rows of the metrics
SELECT
  CAST("target"."metric" AS VARCHAR) AS "target_metric",
  CAST("target"."period" AS VARCHAR) AS "target_period",
  CAST("target"."value" AS DOUBLE) AS "target_value",
  CAST("target"."region" AS VARCHAR) AS "for_region"
FROM "targets" AS "target"
WHERE "target"."metric" = 'bookings';
