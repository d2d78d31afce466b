WITH "sf_entrants" AS (
  -- the leads that enter the funnel
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
    "lead"."created_at" <= TIMESTAMPTZ '2026-01-30T22:00:00.000Z' AS "is_mature",
    CASE WHEN "lead"."qualified_at" < TIMESTAMPTZ '2026-04-30T22:00:00.000Z' THEN "lead"."qualified_at" END AS "qualified_at"
  FROM "leads" AS "lead"
  WHERE ("lead"."created_at" >= TIMESTAMPTZ '2025-12-31T23:00:00.000Z' AND "lead"."created_at" < TIMESTAMPTZ '2026-02-13T23:00:00.000Z' OR "lead"."created_at" >= TIMESTAMPTZ '2026-02-13T23:00:00.000Z' AND "lead"."created_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z')
),
"sf_deals" AS (
  -- the deals of those leads
  SELECT
    "deal"."id" AS "item",
    "entrant"."item" AS "lead",
    "deal"."created_at",
    "deal"."closed_on" AS "closed_at",
    "deal"."stage" = 'won' AND ("deal"."closed_on" IS NULL OR "deal"."closed_on" < DATE '2026-05-01') AS "is_won",
    "deal"."stage" = 'lost' AND ("deal"."closed_on" IS NULL OR "deal"."closed_on" < DATE '2026-05-01') AS "is_lost",
    COALESCE(CASE WHEN "deal"."stage" = 'prospect' THEN 3 WHEN "deal"."stage" = 'proposal' THEN 4 WHEN "deal"."stage" = 'contract' THEN 5 END, 3) AS "current_rank",
    "deal"."amount"
  FROM "deals" AS "deal"
  JOIN "sf_entrants" AS "entrant" ON "deal"."lead_id" = "entrant"."item"
  WHERE "deal"."deleted" = FALSE
    AND ("deal"."created_at" IS NULL OR "deal"."created_at" < TIMESTAMPTZ '2026-04-30T22:00:00.000Z')
),
"sf_deal_entries" AS (
  -- first entry of each deal into each stage
  SELECT
    "change"."item",
    MIN("change"."at") FILTER (WHERE "change"."stage" = 'prospect') AS "entered_3",
    MIN("change"."at") FILTER (WHERE "change"."stage" = 'proposal') AS "entered_4",
    MIN("change"."at") FILTER (WHERE "change"."stage" = 'contract') AS "entered_5",
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
  JOIN "sf_deals" AS "entrant" ON "entrant"."item" = "change"."item"
  GROUP BY "change"."item"
),
"sf_entries" AS (
  -- first entry of any deal of a lead
  SELECT
    "deal"."lead",
    MIN(COALESCE("deal"."created_at", "entry"."entered_3")) AS "deal_created",
    MIN("entry"."entered_4") AS "entered_4",
    MIN(CASE WHEN "deal"."is_won" THEN "entry"."entered_5" ELSE LEAST("entry"."entered_5", "entry"."entered_won") END) AS "entered_5",
    MIN("deal"."closed_at") FILTER (WHERE "deal"."is_won") AS "closed_at",
    MAX(CASE WHEN "deal"."is_won" THEN 1 ELSE 0 END) = 1 AS "is_won",
    MAX(CASE WHEN "entry"."item" IS NULL AND NOT "deal"."is_won" THEN CASE WHEN "deal"."is_lost" THEN 3 ELSE "deal"."current_rank" END END) AS "present_rank",
    CAST(SUM("deal"."amount") AS double precision) AS "amount"
  FROM "sf_deals" AS "deal"
  LEFT JOIN "sf_deal_entries" AS "entry" ON "entry"."item" = "deal"."item"
  GROUP BY "deal"."lead"
),
"sf_items" AS (
  -- which steps each item counts in
  SELECT
    "entrant"."is_lost",
    "entrant"."is_mature",
    "entry"."amount",
    TRUE AS "in_1",
    COALESCE("entrant"."qualified_at" IS NOT NULL OR "entry"."deal_created" IS NOT NULL OR "entry"."entered_4" IS NOT NULL OR "entry"."entered_5" IS NOT NULL OR COALESCE("entry"."is_won", FALSE) OR "entry"."present_rank" >= 2, FALSE) AS "in_2",
    COALESCE("entry"."deal_created" IS NOT NULL OR "entry"."entered_4" IS NOT NULL OR "entry"."entered_5" IS NOT NULL OR COALESCE("entry"."is_won", FALSE) OR "entry"."present_rank" >= 3, FALSE) AS "in_3",
    COALESCE("entry"."entered_4" IS NOT NULL OR "entry"."entered_5" IS NOT NULL OR COALESCE("entry"."is_won", FALSE) OR "entry"."present_rank" >= 4, FALSE) AS "in_4",
    COALESCE("entry"."entered_5" IS NOT NULL OR COALESCE("entry"."is_won", FALSE) OR "entry"."present_rank" >= 5, FALSE) AS "in_5",
    COALESCE(COALESCE("entry"."is_won", FALSE), FALSE) AS "in_6",
    NOT ("entry"."present_rank" IS NULL) AS "is_present_only"
  FROM "sf_entrants" AS "entrant"
  LEFT JOIN "sf_entries" AS "entry" ON "entry"."lead" = "entrant"."item"
)
SELECT
  COUNT(*) FILTER (WHERE "in_1") AS "reached_1",
  CAST(SUM("amount") FILTER (WHERE "in_1") AS double precision) AS "value_1",
  COUNT(*) FILTER (WHERE "in_2") AS "reached_2",
  CAST(SUM("amount") FILTER (WHERE "in_2") AS double precision) AS "value_2",
  COUNT(*) FILTER (WHERE "in_3") AS "reached_3",
  CAST(SUM("amount") FILTER (WHERE "in_3") AS double precision) AS "value_3",
  COUNT(*) FILTER (WHERE "in_4") AS "reached_4",
  CAST(SUM("amount") FILTER (WHERE "in_4") AS double precision) AS "value_4",
  COUNT(*) FILTER (WHERE "in_5") AS "reached_5",
  CAST(SUM("amount") FILTER (WHERE "in_5") AS double precision) AS "value_5",
  COUNT(*) FILTER (WHERE "in_6") AS "reached_6",
  CAST(SUM("amount") FILTER (WHERE "in_6") AS double precision) AS "value_6",
  COUNT(*) FILTER (WHERE NOT "is_mature") AS "immature",
  COUNT(*) FILTER (WHERE "is_present_only") AS "present_only",
  COUNT(*) FILTER (WHERE "is_present_only" AND "is_lost") AS "lost_unknown"
FROM "sf_items";
