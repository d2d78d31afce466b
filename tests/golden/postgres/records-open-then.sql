-- deals open at the end of the period
SELECT
  CAST("deal"."id" AS text) AS "id",
  CAST(COALESCE("stage_at"."stage", 'prospect') AS text) AS "stage",
  CAST("deal"."amount" AS double precision) AS "amount",
  to_char("deal"."created_at" AT TIME ZONE 'Europe/Berlin', 'YYYY-MM-DD HH24:MI') AS "createdAt",
  to_char("deal"."close_date", 'YYYY-MM-DD') AS "expectedClose",
  CASE WHEN "last_change"."at" IS NOT NULL THEN date_part('epoch', TIMESTAMPTZ '2026-03-31T22:00:00.000Z' - "last_change"."at") / 86400 ELSE date_part('epoch', TIMESTAMPTZ '2026-03-31T22:00:00.000Z' - "deal"."created_at") / 86400 END AS "days_in_stage",
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
  -- the last stage change of each item, in the order in which an index has them
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
  ORDER BY "change"."item"
) AS "last_change" ON "last_change"."item" = "deal"."id"
WHERE "deal"."deleted" = FALSE
  AND "deal"."created_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z'
  AND (("deal"."stage" IS NULL OR NOT ("deal"."stage" IN ('won', 'lost'))) OR NOT ("deal"."closed_on" < DATE '2026-04-01'))
ORDER BY CASE WHEN COALESCE("stage_at"."stage", 'prospect') = 'prospect' THEN 1 WHEN COALESCE("stage_at"."stage", 'prospect') = 'proposal' THEN 2 WHEN COALESCE("stage_at"."stage", 'prospect') = 'contract' THEN 3 WHEN COALESCE("stage_at"."stage", 'prospect') = 'won' THEN 4 WHEN COALESCE("stage_at"."stage", 'prospect') = 'lost' THEN 5 ELSE 6 END, "deal"."id"
LIMIT 100;
