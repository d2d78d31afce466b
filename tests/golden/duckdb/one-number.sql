-- deals by closed date, in the range
SELECT
  COUNT(*) AS "row_count_1",
  COUNT(*) FILTER (WHERE "deal"."stage" = 'won') AS "won",
  COUNT(*) AS "closed",
  CASE WHEN COUNT(*) FILTER (WHERE "deal"."stage" = 'won') > 0 THEN CAST(SUM("deal"."amount") FILTER (WHERE "deal"."stage" = 'won') AS DOUBLE) ELSE 0 END AS "won_amount"
FROM "deals" AS "deal"
WHERE "deal"."deleted" = FALSE
  AND "deal"."closed_on" >= DATE '2026-01-01'
  AND "deal"."closed_on" < DATE '2026-04-01'
  AND "deal"."stage" IN ('won', 'lost');
