-- deals open at the end of the period
SELECT
  CAST("deal"."stage" AS VARCHAR) AS "stage",
  COUNT(*) AS "row_count_1",
  COUNT(*) AS "open",
  CAST(SUM("deal"."amount") AS DOUBLE) AS "open_amount",
  COUNT(*) FILTER (WHERE CASE WHEN "last_change"."at" IS NOT NULL THEN (CAST(epoch_us(TIMESTAMPTZ '2026-02-14T23:00:00.000Z') - epoch_us("last_change"."at") AS DOUBLE) / 1000000) / 86400 ELSE (CAST(epoch_us(TIMESTAMPTZ '2026-02-14T23:00:00.000Z') - epoch_us("deal"."created_at") AS DOUBLE) / 1000000) / 86400 END > 30) AS "stalled"
FROM "deals" AS "deal"
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
    WHERE "change"."changed_at" < TIMESTAMPTZ '2026-02-14T23:00:00.000Z'
  ) AS "change"
  WHERE "change"."item" IN (
      SELECT
        "deal"."id" AS "item"
      FROM "deals" AS "deal"
      WHERE "deal"."deleted" = FALSE
        AND ("deal"."created_at" < TIMESTAMPTZ '2026-02-14T23:00:00.000Z' OR "deal"."created_at" IS NULL)
        AND (("deal"."stage" IS NULL OR NOT ("deal"."stage" IN ('won', 'lost'))) OR NOT ("deal"."closed_on" < DATE '2026-02-15'))
    )
  GROUP BY "change"."item"
) AS "last_change" ON "last_change"."item" = "deal"."id"
WHERE "deal"."deleted" = FALSE
  AND ("deal"."created_at" < TIMESTAMPTZ '2026-02-14T23:00:00.000Z' OR "deal"."created_at" IS NULL)
  AND (("deal"."stage" IS NULL OR NOT ("deal"."stage" IN ('won', 'lost'))) OR NOT ("deal"."closed_on" < DATE '2026-02-15'))
GROUP BY "deal"."stage";
