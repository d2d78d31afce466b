-- deals by created date, in the range
SELECT
  (ARRAY['2026-01-01'])[width_bucket("deal"."created_on", ARRAY[DATE '2026-01-01'])] AS "bucket",
  COUNT(*) AS "row_count_1",
  COUNT(*) AS "created"
FROM "deals" AS "deal"
WHERE "deal"."deleted" = FALSE
  AND ("deal"."created_on" >= DATE '2026-01-01' AND "deal"."created_on" < DATE '2026-02-14' OR "deal"."created_on" >= DATE '2026-02-14' AND "deal"."created_on" < DATE '2026-04-01')
GROUP BY 1;
