-- deals open at the end of each period
SELECT
  "period"."bucket",
  CAST(CASE WHEN "period"."is_now" THEN "deal"."stage" ELSE COALESCE("stage_at"."stage", 'prospect') END AS text) AS "stage",
  COUNT(*) AS "row_count_1",
  COUNT(*) AS "open",
  CAST(SUM("deal"."amount") AS double precision) AS "open_amount"
FROM (
  VALUES
    ('current', '2026-01-01', TIMESTAMPTZ '2026-01-31T23:00:00.000Z', DATE '2026-02-01', DATE '2026-02-01', FALSE),
    ('current', '2026-02-01', TIMESTAMPTZ '2026-02-14T23:00:00.000Z', DATE '2026-02-15', DATE '2026-02-15', TRUE)
) AS "period" ("window", "bucket", "as_of", "as_of_day", "as_of_bound", "is_now")
JOIN "deals" AS "deal" ON ("deal"."created_at" < "period"."as_of" OR "deal"."created_at" IS NULL AND "period"."is_now")
  AND (("deal"."stage" IS NULL OR NOT ("deal"."stage" IN ('won', 'lost'))) OR NOT ("deal"."closed_on" < "period"."as_of_bound"))
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
  AND "stage_at"."at" < "period"."as_of"
  AND ("stage_at"."until" IS NULL OR NOT ("stage_at"."until" < "period"."as_of"))
WHERE "deal"."deleted" = FALSE
GROUP BY 1, CASE WHEN "period"."is_now" THEN "deal"."stage" ELSE COALESCE("stage_at"."stage", 'prospect') END;
