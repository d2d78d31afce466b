WITH "entrants" AS (
  -- the items that enter the funnel
  SELECT
    "lead"."id" AS "item",
    "lead"."created_at",
    "lead"."stage" = 'converted' AS "is_won",
    "lead"."stage" = 'rejected' AS "is_lost",
    CASE WHEN "lead"."stage" = 'fresh' THEN 1 WHEN "lead"."stage" = 'contacted' THEN 2 END AS "current_rank",
    "lead"."created_at" <= TIMESTAMPTZ '2025-12-31T22:00:00.000Z' AS "is_mature"
  FROM "leads" AS "lead"
  WHERE "lead"."created_at" >= TIMESTAMPTZ '2025-12-31T23:00:00.000Z'
    AND "lead"."created_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z'
),
"entries" AS (
  -- the deepest stage of each, from the history
  SELECT
    "change"."item",
    MAX(CASE WHEN "change"."stage" = 'fresh' THEN 1 WHEN "change"."stage" = 'contacted' THEN 2 WHEN "change"."stage" = 'converted' THEN 2 END) AS "deepest"
  FROM (
    SELECT
      "change"."lead_id" AS "item",
      "change"."stage",
      "change"."changed_at" AS "at"
    FROM "lead_stages" AS "change"
    WHERE "change"."changed_at" < TIMESTAMPTZ '2026-04-30T22:00:00.000Z'
  ) AS "change"
  JOIN "entrants" AS "entrant" ON "entrant"."item" = "change"."item"
  GROUP BY "change"."item"
),
"items" AS (
  -- the rank that each item reached
  SELECT
    CASE WHEN "entrant"."is_won" THEN 3 WHEN "entry"."item" IS NULL THEN CASE WHEN "entrant"."is_lost" THEN 1 ELSE COALESCE("entrant"."current_rank", 1) END ELSE COALESCE("entry"."deepest", 1) END AS "rank",
    "entry"."item" IS NULL AS "is_present_only",
    "entrant"."is_lost",
    "entrant"."is_mature"
  FROM "entrants" AS "entrant"
  LEFT JOIN "entries" AS "entry" ON "entry"."item" = "entrant"."item"
),
"summed" AS (
  -- items by the rank that they reached
  SELECT
    "rank",
    "is_present_only",
    "is_lost",
    "is_mature",
    COUNT(*) AS "items"
  FROM "items"
  GROUP BY "rank", "is_present_only", "is_lost", "is_mature"
)
SELECT
  COALESCE(SUM("items") FILTER (WHERE "rank" >= 1), 0) AS "reached_1",
  COALESCE(SUM("items") FILTER (WHERE "rank" >= 2), 0) AS "reached_2",
  COALESCE(SUM("items") FILTER (WHERE "rank" >= 3), 0) AS "reached_3",
  COALESCE(SUM("items") FILTER (WHERE NOT "is_mature"), 0) AS "immature",
  COALESCE(SUM("items") FILTER (WHERE "is_present_only"), 0) AS "present_only",
  COALESCE(SUM("items") FILTER (WHERE "is_present_only" AND "is_lost"), 0) AS "lost_unknown"
FROM "summed";
