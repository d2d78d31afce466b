WITH "sf_entrants" AS (
  -- the items that enter the funnel
  SELECT
    "deal"."id" AS "item",
    CAST("deal"."region" AS VARCHAR) AS "region",
    "deal"."created_at",
    "deal"."closed_on" AS "closed_at",
    "deal"."stage" = 'won' AND ("deal"."closed_on" IS NULL OR "deal"."closed_on" < DATE '2026-05-01') AS "is_won",
    "deal"."stage" = 'lost' AND ("deal"."closed_on" IS NULL OR "deal"."closed_on" < DATE '2026-05-01') AS "is_lost",
    "deal"."stage",
    "deal"."created_at" <= TIMESTAMPTZ '2025-11-01T22:00:00.000Z' AS "is_mature",
    "deal"."amount",
    "deal"."stage" IS NOT NULL AND "deal"."stage" IN ('lost', 'won', 'contract', 'proposal', 'prospect') AS "is_known_stage"
  FROM "deals" AS "deal"
  WHERE "deal"."deleted" = FALSE
    AND "deal"."created_at" >= TIMESTAMPTZ '2025-12-31T23:00:00.000Z'
    AND "deal"."created_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z'
),
"sf_entries" AS (
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
  JOIN "sf_entrants" AS "entrant" ON "entrant"."item" = "change"."item"
  GROUP BY "change"."item"
),
"sf_items" AS (
  -- the rank that each item reached
  SELECT
    "entrant"."region",
    "entrant"."amount",
    CASE WHEN "entrant"."is_won" THEN 4 ELSE COALESCE("entry"."deepest", CASE WHEN "entry"."item" IS NULL THEN CASE WHEN "entrant"."is_won" THEN 4 ELSE CASE WHEN "entrant"."is_lost" THEN 1 ELSE CASE WHEN "entrant"."stage" = 'prospect' THEN 1 WHEN "entrant"."stage" = 'proposal' THEN 2 WHEN "entrant"."stage" = 'contract' THEN 3 ELSE 1 END END END END, 1) END AS "rank",
    "entry"."item" IS NULL AS "is_present_only",
    "entrant"."is_lost",
    "entrant"."is_mature",
    "entrant"."is_known_stage"
  FROM "sf_entrants" AS "entrant"
  LEFT JOIN "sf_entries" AS "entry" ON "entry"."item" = "entrant"."item"
),
"sf_summed" AS (
  -- items by the rank that they reached
  SELECT
    "region",
    "rank",
    COUNT(*) AS "items",
    COUNT(*) FILTER (WHERE NOT "is_mature") AS "immature",
    COUNT(*) FILTER (WHERE "is_present_only") AS "present_only",
    COUNT(*) FILTER (WHERE "is_present_only" AND "is_lost") AS "lost_unknown",
    COUNT(*) FILTER (WHERE NOT "is_known_stage") AS "unknown_stage",
    SUM("amount") AS "amount"
  FROM "sf_items"
  GROUP BY "region", "rank"
)
SELECT
  "region",
  COALESCE(SUM("items") FILTER (WHERE "rank" >= 2), 0) AS "reached_2",
  CAST(SUM("amount") FILTER (WHERE "rank" >= 2) AS DOUBLE) AS "value_2",
  COALESCE(SUM("items") FILTER (WHERE "rank" >= 4), 0) AS "reached_4",
  CAST(SUM("amount") FILTER (WHERE "rank" >= 4) AS DOUBLE) AS "value_4",
  SUM("immature") AS "immature",
  SUM("present_only") AS "present_only",
  SUM("lost_unknown") AS "lost_unknown",
  SUM("unknown_stage") AS "unknown_stage"
FROM "sf_summed"
GROUP BY "region";
