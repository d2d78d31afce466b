-- moves into a closed stage, in the range
SELECT
  COUNT(*) AS "row_count_1",
  COUNT(*) FILTER (WHERE "close"."reopened") AS "close_events_reopened",
  COUNT(*) AS "close_events"
FROM (
  SELECT
    "move"."item",
    "move"."at",
    "move"."closed" AND ("move"."was_closed" IS NULL OR NOT "move"."was_closed") AS "is_close",
    COALESCE(MAX(CASE WHEN NOT "move"."closed" THEN "move"."position" END) OVER (PARTITION BY "move"."item") > "move"."position", FALSE) AS "reopened"
  FROM (
    SELECT
      "change"."item",
      "change"."at",
      "change"."stage" IN ('won', 'lost') AS "closed",
      LAG("change"."stage" IN ('won', 'lost')) OVER (PARTITION BY "change"."item" ORDER BY "change"."at", "change"."seq") AS "was_closed",
      ROW_NUMBER() OVER (PARTITION BY "change"."item" ORDER BY "change"."at", "change"."seq") AS "position"
    FROM (
      SELECT
        "change"."deal_id" AS "item",
        "change"."stage",
        "change"."changed_at" AS "at",
        "change"."id" AS "seq"
      FROM "deal_stages" AS "change"
      WHERE "change"."changed_at" < TIMESTAMPTZ '2026-04-30T22:00:00.000Z'
    ) AS "change"
    WHERE "change"."stage" IN ('prospect', 'proposal', 'contract', 'won', 'lost')
  ) AS "move"
) AS "close"
JOIN "deals" AS "deal" ON "deal"."id" = "close"."item"
WHERE "deal"."deleted" = FALSE
  AND "close"."is_close"
  AND "close"."at" >= TIMESTAMPTZ '2025-12-31T23:00:00.000Z'
  AND "close"."at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z';
