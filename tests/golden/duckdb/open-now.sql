-- deals open at the end of the period
SELECT
  CAST("deal"."stage" AS VARCHAR) AS "stage",
  COUNT(*) AS "row_count_1",
  COUNT(*) AS "open",
  CAST(SUM("deal"."amount") AS DOUBLE) AS "open_amount",
  COUNT(*) FILTER (WHERE CASE WHEN "stage_at"."at" IS NOT NULL THEN (CAST(epoch_us(TIMESTAMPTZ '2026-02-14T23:00:00.000Z') - epoch_us("stage_at"."at") AS DOUBLE) / 1000000) / 86400 ELSE (CAST(epoch_us(TIMESTAMPTZ '2026-02-14T23:00:00.000Z') - epoch_us("deal"."created_at") AS DOUBLE) / 1000000) / 86400 END > 30) AS "stalled"
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
    WHERE "change"."changed_at" < TIMESTAMPTZ '2026-02-14T23:00:00.000Z'
  ) AS "change"
) AS "stage_at" ON "stage_at"."item" = "deal"."id"
  AND "stage_at"."at" < TIMESTAMPTZ '2026-02-14T23:00:00.000Z'
  AND ("stage_at"."until" IS NULL OR NOT ("stage_at"."until" < TIMESTAMPTZ '2026-02-14T23:00:00.000Z'))
WHERE "deal"."deleted" = FALSE
  AND ("deal"."created_at" < TIMESTAMPTZ '2026-02-14T23:00:00.000Z' OR "deal"."created_at" IS NULL)
  AND (("deal"."stage" IS NULL OR NOT ("deal"."stage" IN ('won', 'lost'))) OR NOT ("deal"."closed_on" < DATE '2026-02-15'))
GROUP BY "deal"."stage";
