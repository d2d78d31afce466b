-- deals by created date, in the range
SELECT
  (ARRAY['2026-01-01', '2026-02-01', '2026-03-01'])[width_bucket("deal"."created_at", ARRAY[TIMESTAMPTZ '2025-12-31T23:00:00.000Z', TIMESTAMPTZ '2026-01-31T23:00:00.000Z', TIMESTAMPTZ '2026-02-28T23:00:00.000Z'])] AS "bucket",
  CAST("deal"."region" AS text) AS "region",
  COUNT(*) AS "row_count_1",
  COUNT(*) AS "created"
FROM "deals" AS "deal"
WHERE "deal"."deleted" = FALSE
  AND ("deal"."created_at" >= TIMESTAMPTZ '2025-12-31T23:00:00.000Z' AND "deal"."created_at" < TIMESTAMPTZ '2026-02-13T23:00:00.000Z' OR "deal"."created_at" >= TIMESTAMPTZ '2026-02-13T23:00:00.000Z' AND "deal"."created_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z')
GROUP BY 1, "deal"."region";
