WITH "entrants" AS (
  -- the items that enter the funnel
  SELECT
    "deal"."id" AS "item",
    CAST("deal"."region" AS VARCHAR) AS "region",
    "deal"."created_at",
    "deal"."closed_on" AS "closed_at",
    "deal"."stage" = 'won' AND ("deal"."closed_on" IS NULL OR "deal"."closed_on" < DATE '2026-05-01') AS "is_won",
    "deal"."stage" = 'lost' AND ("deal"."closed_on" IS NULL OR "deal"."closed_on" < DATE '2026-05-01') AS "is_lost",
    CASE WHEN "deal"."stage" = 'prospect' THEN 1 WHEN "deal"."stage" = 'proposal' THEN 2 WHEN "deal"."stage" = 'contract' THEN 3 END AS "current_rank",
    "deal"."created_at" <= TIMESTAMPTZ '2025-10-02T22:00:00.000Z' AS "is_mature",
    "deal"."amount",
    "deal"."stage" IS NOT NULL AND "deal"."stage" IN ('prospect', 'proposal', 'contract', 'won', 'lost') AS "is_known_stage"
  FROM "deals" AS "deal"
  WHERE "deal"."deleted" = FALSE
    AND "deal"."created_at" >= TIMESTAMPTZ '2025-12-31T23:00:00.000Z'
    AND "deal"."created_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z'
),
"entries" AS (
  -- the deepest stage of each, from the history
  SELECT
    "change"."item",
    MAX(CASE WHEN "change"."stage" = 'prospect' THEN 1 WHEN "change"."stage" = 'proposal' THEN 2 WHEN "change"."stage" = 'contract' THEN 3 WHEN "change"."stage" = 'won' THEN 3 END) AS "deepest"
  FROM (
    SELECT
      "change"."deal_id" AS "item",
      "change"."stage",
      "change"."changed_at" AS "at",
      "change"."id" AS "seq"
    FROM "deal_stages" AS "change"
    WHERE "change"."changed_at" < TIMESTAMPTZ '2026-04-30T22:00:00.000Z'
  ) AS "change"
  JOIN "entrants" AS "entrant" ON "entrant"."item" = "change"."item"
  GROUP BY "change"."item"
),
"items" AS (
  -- the rank that each item reached
  SELECT
    "entrant"."region",
    "entrant"."amount",
    CASE WHEN "entrant"."is_won" THEN 4 WHEN "entry"."item" IS NULL THEN CASE WHEN "entrant"."is_lost" THEN 1 ELSE COALESCE("entrant"."current_rank", 1) END ELSE COALESCE("entry"."deepest", 1) END AS "rank",
    "entry"."item" IS NULL AS "is_present_only",
    "entrant"."is_lost",
    "entrant"."is_mature",
    "entrant"."is_known_stage"
  FROM "entrants" AS "entrant"
  LEFT JOIN "entries" AS "entry" ON "entry"."item" = "entrant"."item"
),
"summed" AS (
  -- items by the rank that they reached
  SELECT
    "region",
    "rank",
    "is_present_only",
    "is_lost",
    "is_mature",
    "is_known_stage",
    COUNT(*) AS "items",
    SUM("amount") AS "amount"
  FROM "items"
  GROUP BY "region", "rank", "is_present_only", "is_lost", "is_mature", "is_known_stage"
)
SELECT
  "region",
  COALESCE(SUM("items") FILTER (WHERE "rank" >= 2), 0) AS "reached_2",
  CAST(SUM("amount") FILTER (WHERE "rank" >= 2) AS DOUBLE) AS "value_2",
  COALESCE(SUM("items") FILTER (WHERE "rank" >= 4), 0) AS "reached_4",
  CAST(SUM("amount") FILTER (WHERE "rank" >= 4) AS DOUBLE) AS "value_4",
  COALESCE(SUM("items") FILTER (WHERE NOT "is_mature"), 0) AS "immature",
  COALESCE(SUM("items") FILTER (WHERE "is_present_only"), 0) AS "present_only",
  COALESCE(SUM("items") FILTER (WHERE "is_present_only" AND "is_lost"), 0) AS "lost_unknown",
  COALESCE(SUM("items") FILTER (WHERE NOT "is_known_stage"), 0) AS "unknown_stage"
FROM "summed"
GROUP BY "region";
