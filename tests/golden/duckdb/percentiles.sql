-- deals by closed date, in the range
SELECT
  COUNT(*) AS "row_count_1",
  CAST(quantile_cont(CAST("deal"."closed_on" - CAST("deal"."created_at" AT TIME ZONE 'Europe/Berlin' AS date) AS DOUBLE), 0.5) FILTER (WHERE "deal"."stage" = 'won') AS DOUBLE) AS "won_cycle_p50_value",
  COUNT(*) FILTER (WHERE "deal"."stage" = 'won' AND CAST("deal"."closed_on" - CAST("deal"."created_at" AT TIME ZONE 'Europe/Berlin' AS date) AS DOUBLE) IS NOT NULL) AS "won_cycle_count",
  CAST(quantile_cont(CAST("deal"."closed_on" - CAST("deal"."created_at" AT TIME ZONE 'Europe/Berlin' AS date) AS DOUBLE), 0.9) FILTER (WHERE "deal"."stage" = 'won') AS DOUBLE) AS "won_cycle_p90_value",
  CAST(quantile_cont("deal"."amount", 0.5) FILTER (WHERE "deal"."stage" = 'won') AS DOUBLE) AS "won_amount_p50_value",
  COUNT(*) FILTER (WHERE "deal"."stage" = 'won' AND "deal"."amount" IS NOT NULL) AS "won_with_amount"
FROM "deals" AS "deal"
WHERE "deal"."deleted" = FALSE
  AND "deal"."closed_on" >= DATE '2026-01-01'
  AND "deal"."closed_on" < DATE '2026-04-01'
  AND "deal"."stage" IN ('won', 'lost');
