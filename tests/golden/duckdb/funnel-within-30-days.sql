WITH "sf_entrants" AS (
  -- the items that enter the funnel
  SELECT
    "deal"."id" AS "item",
    "deal"."created_at",
    "deal"."created_at" + to_seconds(2592000) AS "until",
    "deal"."closed_on" AS "closed_at",
    "deal"."stage" = 'won' AND ("deal"."closed_on" IS NULL OR "deal"."closed_on" < DATE '2026-05-01') AS "is_won",
    "deal"."stage" = 'lost' AND ("deal"."closed_on" IS NULL OR "deal"."closed_on" < DATE '2026-05-01') AS "is_lost",
    "deal"."stage",
    "deal"."created_at" <= TIMESTAMPTZ '2026-03-31T22:00:00.000Z' AS "is_mature",
    "deal"."amount",
    "deal"."stage" IS NOT NULL AND "deal"."stage" IN ('lost', 'won', 'contract', 'proposal', 'prospect') AS "is_known_stage"
  FROM "deals" AS "deal"
  WHERE "deal"."deleted" = FALSE
    AND "deal"."created_at" >= TIMESTAMPTZ '2025-12-31T23:00:00.000Z'
    AND "deal"."created_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z'
    AND "deal"."created_at" <= TIMESTAMPTZ '2026-03-31T22:00:00.000Z'
),
"sf_entries" AS (
  -- first entry into each stage
  SELECT
    "change"."item",
    MIN("change"."at") FILTER (WHERE "change"."stage" = 'proposal') AS "entered_2",
    MIN("change"."at") FILTER (WHERE "change"."stage" = 'contract') AS "entered_3",
    MIN("change"."at") FILTER (WHERE "change"."stage" = 'won') AS "entered_won"
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
  -- which steps each item counts in
  SELECT
    "entrant"."is_lost",
    "entrant"."is_mature",
    "entrant"."amount",
    TRUE AS "in_1",
    COALESCE("entry"."entered_2" <= "entrant"."until" OR CASE WHEN "entrant"."is_won" THEN "entry"."entered_3" ELSE LEAST("entry"."entered_3", "entry"."entered_won") END <= "entrant"."until" OR "entrant"."is_won" AND CAST("entrant"."closed_at" - CAST("entrant"."created_at" AT TIME ZONE 'Europe/Berlin' AS date) AS DOUBLE) <= 30, FALSE) AS "in_2",
    COALESCE(CASE WHEN "entrant"."is_won" THEN "entry"."entered_3" ELSE LEAST("entry"."entered_3", "entry"."entered_won") END <= "entrant"."until" OR "entrant"."is_won" AND CAST("entrant"."closed_at" - CAST("entrant"."created_at" AT TIME ZONE 'Europe/Berlin' AS date) AS DOUBLE) <= 30, FALSE) AS "in_3",
    COALESCE("entrant"."is_won" AND CAST("entrant"."closed_at" - CAST("entrant"."created_at" AT TIME ZONE 'Europe/Berlin' AS date) AS DOUBLE) <= 30, FALSE) AS "in_4",
    NOT (CASE WHEN "entry"."item" IS NULL THEN CASE WHEN "entrant"."is_won" THEN 4 ELSE CASE WHEN "entrant"."is_lost" THEN 1 ELSE CASE WHEN "entrant"."stage" = 'prospect' THEN 1 WHEN "entrant"."stage" = 'proposal' THEN 2 WHEN "entrant"."stage" = 'contract' THEN 3 ELSE 1 END END END END IS NULL) AS "is_present_only",
    "entrant"."is_known_stage"
  FROM "sf_entrants" AS "entrant"
  LEFT JOIN "sf_entries" AS "entry" ON "entry"."item" = "entrant"."item"
)
SELECT
  COUNT(*) FILTER (WHERE "in_1") AS "reached_1",
  CAST(SUM("amount") FILTER (WHERE "in_1") AS DOUBLE) AS "value_1",
  COUNT(*) FILTER (WHERE "in_2") AS "reached_2",
  CAST(SUM("amount") FILTER (WHERE "in_2") AS DOUBLE) AS "value_2",
  COUNT(*) FILTER (WHERE "in_3") AS "reached_3",
  CAST(SUM("amount") FILTER (WHERE "in_3") AS DOUBLE) AS "value_3",
  COUNT(*) FILTER (WHERE "in_4") AS "reached_4",
  CAST(SUM("amount") FILTER (WHERE "in_4") AS DOUBLE) AS "value_4",
  COUNT(*) FILTER (WHERE NOT "is_mature") AS "immature",
  COUNT(*) FILTER (WHERE "is_present_only") AS "present_only",
  COUNT(*) FILTER (WHERE "is_present_only" AND "is_lost") AS "lost_unknown",
  COUNT(*) FILTER (WHERE NOT "is_known_stage") AS "unknown_stage"
FROM "sf_items";
