-- deals created in the range; sums over those old enough to tell
SELECT
  (ARRAY['2026-01-01', '2026-02-01', '2026-03-01'])[width_bucket("deal"."created_at", ARRAY[TIMESTAMPTZ '2025-12-31T23:00:00.000Z', TIMESTAMPTZ '2026-01-31T23:00:00.000Z', TIMESTAMPTZ '2026-02-28T23:00:00.000Z'])] AS "bucket",
  COUNT(*) AS "row_count_1",
  COUNT(*) FILTER (WHERE "deal"."created_at" <= TIMESTAMPTZ '2026-03-31T22:00:00.000Z' AND "deal"."stage" = 'won' AND "deal"."closed_on" < DATE '2026-05-01' AND CAST("deal"."closed_on" - CAST("deal"."created_at" AT TIME ZONE 'Europe/Berlin' AS date) AS double precision) <= 30) AS "mature_deals_won",
  COUNT(*) FILTER (WHERE "deal"."created_at" <= TIMESTAMPTZ '2026-03-31T22:00:00.000Z') AS "mature_deals"
FROM "deals" AS "deal"
WHERE "deal"."deleted" = FALSE
  AND ("deal"."created_at" >= TIMESTAMPTZ '2025-12-31T23:00:00.000Z' AND "deal"."created_at" < TIMESTAMPTZ '2026-02-13T23:00:00.000Z' OR "deal"."created_at" >= TIMESTAMPTZ '2026-02-13T23:00:00.000Z' AND "deal"."created_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z')
GROUP BY 1;
