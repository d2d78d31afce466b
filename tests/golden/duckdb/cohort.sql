-- deals created in the range; sums over those old enough to tell
SELECT
  strftime(date_trunc('month', "deal"."created_at" AT TIME ZONE 'Europe/Berlin'), '%Y-%m-%d') AS "bucket",
  COUNT(*) AS "row_count_1",
  COUNT(*) FILTER (WHERE "deal"."created_at" <= TIMESTAMPTZ '2026-03-31T22:00:00.000Z' AND "deal"."stage" = 'won' AND "deal"."closed_on" < DATE '2026-05-01' AND CAST("deal"."closed_on" - CAST("deal"."created_at" AT TIME ZONE 'Europe/Berlin' AS date) AS DOUBLE) <= 30) AS "mature_deals_won",
  COUNT(*) FILTER (WHERE "deal"."created_at" <= TIMESTAMPTZ '2026-03-31T22:00:00.000Z') AS "mature_deals"
FROM "deals" AS "deal"
WHERE "deal"."deleted" = FALSE
  AND "deal"."created_at" >= TIMESTAMPTZ '2025-12-31T23:00:00.000Z'
  AND "deal"."created_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z'
GROUP BY date_trunc('month', "deal"."created_at" AT TIME ZONE 'Europe/Berlin');
