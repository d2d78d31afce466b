-- deals open at the end of the period
SELECT
  CAST("deal"."id" AS VARCHAR) AS "id",
  CAST(COALESCE("stage_at"."stage", 'prospect') AS VARCHAR) AS "stage",
  CAST("deal"."amount" AS DOUBLE) AS "amount",
  strftime("deal"."created_at" AT TIME ZONE 'Europe/Berlin', '%Y-%m-%d %H:%M') AS "createdAt",
  strftime("deal"."close_date", '%Y-%m-%d') AS "expectedClose",
  CASE WHEN "last_change"."at" IS NOT NULL THEN (CAST(epoch_us(TIMESTAMPTZ '2026-03-31T22:00:00.000Z') - epoch_us("last_change"."at") AS DOUBLE) / 1000000) / 86400 ELSE (CAST(epoch_us(TIMESTAMPTZ '2026-03-31T22:00:00.000Z') - epoch_us("deal"."created_at") AS DOUBLE) / 1000000) / 86400 END AS "days_in_stage",
  COUNT(*) OVER () AS "matching_rows"
FROM "deals" AS "deal"
LEFT JOIN (
  -- the stage of each item from one change to the next
  SELECT
    "change"."item",
    "change"."stage",
    "change"."at",
    LEAD("change"."at") OVER (PARTITION BY "change"."item" ORDER BY "change"."at", "change"."seq") AS "until"
  FROM (
    SELECT
      "change"."deal_id" AS "item",
      "change"."stage",
      "change"."changed_at" AS "at",
      "change"."id" AS "seq"
    FROM "deal_stages" AS "change"
    WHERE "change"."changed_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z'
  ) AS "change"
) AS "stage_at" ON "stage_at"."item" = "deal"."id"
  AND "stage_at"."at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z'
  AND ("stage_at"."until" IS NULL OR NOT ("stage_at"."until" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z'))
LEFT JOIN (
  -- the last stage change of each item
  SELECT
    "change"."item",
    MAX("change"."at") AS "at"
  FROM (
    SELECT
      "change"."deal_id" AS "item",
      "change"."stage",
      "change"."changed_at" AS "at",
      "change"."id" AS "seq"
    FROM "deal_stages" AS "change"
    WHERE "change"."changed_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z'
  ) AS "change"
  WHERE "change"."item" IN (
      SELECT
        "deal"."id" AS "item"
      FROM "deals" AS "deal"
      WHERE "deal"."deleted" = FALSE
        AND "deal"."created_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z'
        AND (("deal"."stage" IS NULL OR NOT ("deal"."stage" IN ('won', 'lost'))) OR NOT ("deal"."closed_on" < DATE '2026-04-01'))
    )
  GROUP BY "change"."item"
) AS "last_change" ON "last_change"."item" = "deal"."id"
WHERE "deal"."deleted" = FALSE
  AND "deal"."created_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z'
  AND (("deal"."stage" IS NULL OR NOT ("deal"."stage" IN ('won', 'lost'))) OR NOT ("deal"."closed_on" < DATE '2026-04-01'))
ORDER BY CASE WHEN COALESCE("stage_at"."stage", 'prospect') = 'prospect' THEN 1 WHEN COALESCE("stage_at"."stage", 'prospect') = 'proposal' THEN 2 WHEN COALESCE("stage_at"."stage", 'prospect') = 'contract' THEN 3 WHEN COALESCE("stage_at"."stage", 'prospect') = 'won' THEN 4 WHEN COALESCE("stage_at"."stage", 'prospect') = 'lost' THEN 5 ELSE 6 END, "deal"."id"
LIMIT 100;
