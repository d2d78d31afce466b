-- leads created in the range; sums over those old enough to tell
SELECT
  COUNT(*) AS "row_count_1",
  COUNT(*) FILTER (WHERE "lead"."created_at" <= TIMESTAMPTZ '2026-03-31T22:00:00.000Z' AND "first_win"."closed_at" < DATE '2026-05-01' AND CAST("first_win"."closed_at" - CAST("lead"."created_at" AT TIME ZONE 'Europe/Berlin' AS date) AS DOUBLE) <= 30) AS "mature_leads_won",
  COUNT(*) FILTER (WHERE "lead"."created_at" <= TIMESTAMPTZ '2026-03-31T22:00:00.000Z') AS "mature_leads"
FROM "leads" AS "lead"
LEFT JOIN (
  -- first won deal of each lead
  SELECT
    "deal"."lead_id" AS "lead",
    MIN("deal"."closed_on") AS "closed_at"
  FROM "deals" AS "deal"
  WHERE "deal"."deleted" = FALSE
    AND "deal"."stage" = 'won'
  GROUP BY "deal"."lead_id"
) AS "first_win" ON "first_win"."lead" = "lead"."id"
WHERE "lead"."created_at" >= TIMESTAMPTZ '2025-12-31T23:00:00.000Z'
  AND "lead"."created_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z';
