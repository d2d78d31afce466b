WITH "sf_entrants" AS (
  -- the items that enter the funnel
  SELECT
    "lead"."id" AS "item",
    "lead"."created_at",
    "lead"."stage" = 'converted' AND NOT EXISTS (
      SELECT
        1 AS "found"
      FROM (
        SELECT
          "change"."lead_id" AS "item",
          "change"."stage",
          "change"."changed_at" AS "at"
        FROM "lead_stages" AS "change"
        WHERE "change"."changed_at" < TIMESTAMPTZ '9999-12-30T00:00:00.000Z'
      ) AS "later"
      WHERE "later"."item" = "lead"."id"
        AND "later"."stage" = 'converted'
        AND "later"."at" >= TIMESTAMPTZ '2026-04-30T22:00:00.000Z'
    ) AS "is_won",
    "lead"."stage" = 'rejected' AND NOT EXISTS (
      SELECT
        1 AS "found"
      FROM (
        SELECT
          "change"."lead_id" AS "item",
          "change"."stage",
          "change"."changed_at" AS "at"
        FROM "lead_stages" AS "change"
        WHERE "change"."changed_at" < TIMESTAMPTZ '9999-12-30T00:00:00.000Z'
      ) AS "later"
      WHERE "later"."item" = "lead"."id"
        AND "later"."stage" = 'rejected'
        AND "later"."at" >= TIMESTAMPTZ '2026-04-30T22:00:00.000Z'
    ) AS "is_lost",
    "lead"."stage",
    "lead"."created_at" <= TIMESTAMPTZ '2026-01-30T22:00:00.000Z' AS "is_mature"
  FROM "leads" AS "lead"
  WHERE ("lead"."created_at" >= TIMESTAMPTZ '2025-12-31T23:00:00.000Z' AND "lead"."created_at" < TIMESTAMPTZ '2026-02-13T23:00:00.000Z' OR "lead"."created_at" >= TIMESTAMPTZ '2026-02-13T23:00:00.000Z' AND "lead"."created_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z')
),
"sf_entries" AS (
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
  JOIN "sf_entrants" AS "entrant" ON "entrant"."item" = "change"."item"
  GROUP BY "change"."item"
),
"sf_items" AS (
  -- the rank that each item reached
  SELECT
    CASE WHEN "entrant"."is_won" THEN 3 ELSE COALESCE("entry"."deepest", CASE WHEN "entry"."item" IS NULL THEN CASE WHEN "entrant"."is_won" THEN 3 ELSE CASE WHEN "entrant"."is_lost" THEN 1 ELSE CASE WHEN "entrant"."stage" = 'fresh' THEN 1 WHEN "entrant"."stage" = 'contacted' THEN 2 ELSE 1 END END END END, 1) END AS "rank",
    "entry"."item" IS NULL AS "is_present_only",
    "entrant"."is_lost",
    "entrant"."is_mature"
  FROM "sf_entrants" AS "entrant"
  LEFT JOIN "sf_entries" AS "entry" ON "entry"."item" = "entrant"."item"
),
"sf_summed" AS (
  -- items by the rank that they reached
  SELECT
    "rank",
    COUNT(*) AS "items",
    COUNT(*) FILTER (WHERE NOT "is_mature") AS "immature",
    COUNT(*) FILTER (WHERE "is_present_only") AS "present_only",
    COUNT(*) FILTER (WHERE "is_present_only" AND "is_lost") AS "lost_unknown"
  FROM "sf_items"
  GROUP BY "rank"
)
SELECT
  COALESCE(SUM("items") FILTER (WHERE "rank" >= 1), 0) AS "reached_1",
  COALESCE(SUM("items") FILTER (WHERE "rank" >= 2), 0) AS "reached_2",
  COALESCE(SUM("items") FILTER (WHERE "rank" >= 3), 0) AS "reached_3",
  SUM("immature") AS "immature",
  SUM("present_only") AS "present_only",
  SUM("lost_unknown") AS "lost_unknown"
FROM "sf_summed";
