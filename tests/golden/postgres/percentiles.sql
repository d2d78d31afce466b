-- deals by closed date, in the range
SELECT
  COUNT(*) AS "row_count_1",
  CAST(percentile_cont(0.5) WITHIN GROUP (ORDER BY CAST("deal"."closed_on" - CAST("deal"."created_at" AT TIME ZONE 'Europe/Berlin' AS date) AS double precision)) FILTER (WHERE "deal"."stage" = 'won') AS double precision) AS "won_cycle_p50_value",
  COUNT(*) FILTER (WHERE "deal"."stage" = 'won' AND CAST("deal"."closed_on" - CAST("deal"."created_at" AT TIME ZONE 'Europe/Berlin' AS date) AS double precision) IS NOT NULL) AS "won_cycle_count",
  CAST(percentile_cont(0.9) WITHIN GROUP (ORDER BY CAST("deal"."closed_on" - CAST("deal"."created_at" AT TIME ZONE 'Europe/Berlin' AS date) AS double precision)) FILTER (WHERE "deal"."stage" = 'won') AS double precision) AS "won_cycle_p90_value",
  CAST(percentile_cont(0.5) WITHIN GROUP (ORDER BY "deal"."amount") FILTER (WHERE "deal"."stage" = 'won') AS double precision) AS "won_amount_p50_value",
  COUNT(*) FILTER (WHERE "deal"."stage" = 'won' AND "deal"."amount" IS NOT NULL) AS "won_with_amount"
FROM "deals" AS "deal"
WHERE "deal"."deleted" = FALSE
  AND ("deal"."closed_on" >= DATE '2026-01-01' AND "deal"."closed_on" < DATE '2026-02-14' OR "deal"."closed_on" >= DATE '2026-02-14' AND "deal"."closed_on" < DATE '2026-04-01')
  AND "deal"."stage" IN ('won', 'lost');
