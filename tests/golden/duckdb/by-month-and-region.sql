-- deals by created date, in the range
SELECT
  strftime(date_trunc('month', "deal"."created_at" AT TIME ZONE 'Europe/Berlin'), '%Y-%m-%d') AS "bucket",
  CAST("deal"."region" AS VARCHAR) AS "region",
  COUNT(*) AS "row_count_1",
  COUNT(*) AS "created"
FROM "deals" AS "deal"
WHERE "deal"."deleted" = FALSE
  AND "deal"."created_at" >= TIMESTAMPTZ '2025-12-31T23:00:00.000Z'
  AND "deal"."created_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z'
GROUP BY date_trunc('month', "deal"."created_at" AT TIME ZONE 'Europe/Berlin'), "deal"."region";
