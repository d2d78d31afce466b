-- deals by created date, in the range
SELECT
  strftime(date_trunc('quarter', CAST("deal"."created_on" AS TIMESTAMP)), '%Y-%m-%d') AS "bucket",
  COUNT(*) AS "row_count_1",
  COUNT(*) AS "created"
FROM "deals" AS "deal"
WHERE "deal"."deleted" = FALSE
  AND "deal"."created_on" >= DATE '2026-01-01'
  AND "deal"."created_on" < DATE '2026-04-01'
GROUP BY date_trunc('quarter', CAST("deal"."created_on" AS TIMESTAMP));
