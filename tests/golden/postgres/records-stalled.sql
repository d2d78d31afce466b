-- deals open at the end of the period
SELECT
  CAST("deal"."id" AS text) AS "id",
  CAST("deal"."stage" AS text) AS "stage",
  CAST("deal"."owner_id" AS text) AS "owner",
  CAST("users_by_owner_id"."name" AS text) AS "owner_label",
  CAST("deal"."amount" AS double precision) AS "amount",
  CASE WHEN "last_change"."at" IS NOT NULL THEN date_part('epoch', TIMESTAMPTZ '2026-02-14T23:00:00.000Z' - "last_change"."at") / 86400 ELSE date_part('epoch', TIMESTAMPTZ '2026-02-14T23:00:00.000Z' - "deal"."created_at") / 86400 END AS "days_in_stage",
  to_char("deal"."close_date", 'YYYY-MM-DD') AS "expectedClose",
  CAST("deal"."id" AS text) AS "link_1",
  CAST("deal"."stage" AS text) AS "link_2",
  COUNT(*) OVER () AS "matching_rows"
FROM "deals" AS "deal"
LEFT JOIN "users" AS "users_by_owner_id" ON "users_by_owner_id"."id" = "deal"."owner_id"
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
  ORDER BY "change"."item"
) AS "last_change" ON "last_change"."item" = "deal"."id"
WHERE "deal"."deleted" = FALSE
  AND ("deal"."created_at" < TIMESTAMPTZ '2026-02-14T23:00:00.000Z' OR "deal"."created_at" IS NULL)
  AND (("deal"."stage" IS NULL OR NOT ("deal"."stage" IN ('won', 'lost'))) OR NOT ("deal"."closed_on" < DATE '2026-02-15'))
  AND CASE WHEN "last_change"."at" IS NOT NULL THEN date_part('epoch', TIMESTAMPTZ '2026-02-14T23:00:00.000Z' - "last_change"."at") / 86400 ELSE date_part('epoch', TIMESTAMPTZ '2026-02-14T23:00:00.000Z' - "deal"."created_at") / 86400 END > 30
ORDER BY CAST("deal"."amount" AS double precision) IS NULL, CAST("deal"."amount" AS double precision) DESC, "deal"."id"
LIMIT 20;
