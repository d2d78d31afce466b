WITH "sf_deals" AS (
  -- deals that were not closed before the start, as they are today
  SELECT
    "deal"."id" AS "item",
    COALESCE("deal"."created_at" < TIMESTAMPTZ '2025-12-31T23:00:00.000Z', FALSE) AS "existed_at_start",
    COALESCE("deal"."created_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z', FALSE) AS "existed_at_end",
    CASE WHEN "deal"."stage" = 'won' AND "deal"."closed_on" < DATE '2026-04-01' THEN 'won' WHEN "deal"."stage" = 'lost' AND "deal"."closed_on" < DATE '2026-04-01' THEN 'lost' END AS "outcome",
    CAST("deal"."amount" AS numeric(38, 4)) AS "amount",
    "deal"."close_date" AS "expected_close",
    CAST("deal"."owner_id" AS VARCHAR) AS "owner"
  FROM "deals" AS "deal"
  WHERE "deal"."deleted" = FALSE
    AND (("deal"."stage" IS NULL OR NOT ("deal"."stage" IN ('won', 'lost'))) OR NOT ("deal"."closed_on" < DATE '2026-01-01'))
),
"sf_fields_at_start" AS (
  -- what deals had at the start: the old value of the first change since
  SELECT
    "change"."deal_id" AS "item",
    first(CAST("change"."old_value" AS VARCHAR) ORDER BY "change"."changed_at", "change"."id") FILTER (WHERE "change"."field" = 'amount') AS "amount",
    COUNT(*) FILTER (WHERE "change"."field" = 'amount') AS "amount_changes",
    first(CAST("change"."old_value" AS VARCHAR) ORDER BY "change"."changed_at", "change"."id") FILTER (WHERE "change"."field" = 'expected_close') AS "expected_close",
    COUNT(*) FILTER (WHERE "change"."field" = 'expected_close') AS "expected_close_changes",
    first(CAST("change"."old_value" AS VARCHAR) ORDER BY "change"."changed_at", "change"."id") FILTER (WHERE "change"."field" = 'owner') AS "owner",
    COUNT(*) FILTER (WHERE "change"."field" = 'owner') AS "owner_changes"
  FROM "deal_changes" AS "change"
  WHERE "change"."changed_at" >= TIMESTAMPTZ '2025-12-31T23:00:00.000Z'
    AND "change"."field" IN ('amount', 'expected_close', 'owner')
  GROUP BY "change"."deal_id"
),
"sf_fields_at_end" AS (
  -- what deals had at the end: the old value of the first change since
  SELECT
    "change"."deal_id" AS "item",
    first(CAST("change"."old_value" AS VARCHAR) ORDER BY "change"."changed_at", "change"."id") FILTER (WHERE "change"."field" = 'amount') AS "amount",
    COUNT(*) FILTER (WHERE "change"."field" = 'amount') AS "amount_changes",
    first(CAST("change"."old_value" AS VARCHAR) ORDER BY "change"."changed_at", "change"."id") FILTER (WHERE "change"."field" = 'expected_close') AS "expected_close",
    COUNT(*) FILTER (WHERE "change"."field" = 'expected_close') AS "expected_close_changes",
    first(CAST("change"."old_value" AS VARCHAR) ORDER BY "change"."changed_at", "change"."id") FILTER (WHERE "change"."field" = 'owner') AS "owner",
    COUNT(*) FILTER (WHERE "change"."field" = 'owner') AS "owner_changes"
  FROM "deal_changes" AS "change"
  WHERE "change"."changed_at" >= TIMESTAMPTZ '2026-03-31T22:00:00.000Z'
    AND "change"."field" IN ('amount', 'expected_close', 'owner')
  GROUP BY "change"."deal_id"
),
"sf_stages" AS (
  -- the last stage that each of them entered before
  SELECT
    "change"."item",
    first("change"."stage" ORDER BY "change"."at" DESC, "change"."seq" DESC) FILTER (WHERE "change"."at" < TIMESTAMPTZ '2025-12-31T23:00:00.000Z') AS "stage_at_start",
    first("change"."stage" ORDER BY "change"."at" DESC, "change"."seq" DESC) AS "stage_at_end"
  FROM "sf_deals" AS "deal"
  JOIN (
    SELECT
      "change"."deal_id" AS "item",
      "change"."stage",
      "change"."changed_at" AS "at",
      "change"."id" AS "seq"
    FROM "deal_stages" AS "change"
    WHERE "change"."changed_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z'
  ) AS "change" ON "change"."item" = "deal"."item"
  GROUP BY "change"."item"
),
"sf_values" AS (
  -- the same deals with what they were at the start and at the end
  SELECT
    "deal"."existed_at_start",
    "deal"."existed_at_end",
    "deal"."outcome",
    CASE WHEN "fields_at_start"."amount_changes" > 0 THEN CAST(NULLIF("fields_at_start"."amount", '') AS numeric(38, 4)) ELSE "deal"."amount" END AS "amount_at_start",
    CASE WHEN "fields_at_end"."amount_changes" > 0 THEN CAST(NULLIF("fields_at_end"."amount", '') AS numeric(38, 4)) ELSE "deal"."amount" END AS "amount_at_end",
    CASE WHEN "fields_at_start"."expected_close_changes" > 0 THEN CAST(NULLIF("fields_at_start"."expected_close", '') AS date) ELSE "deal"."expected_close" END AS "expected_close_at_start",
    CASE WHEN "fields_at_end"."expected_close_changes" > 0 THEN CAST(NULLIF("fields_at_end"."expected_close", '') AS date) ELSE "deal"."expected_close" END AS "expected_close_at_end",
    CASE WHEN "fields_at_start"."owner_changes" > 0 THEN NULLIF("fields_at_start"."owner", '') ELSE "deal"."owner" END AS "owner_at_start",
    CASE WHEN "fields_at_end"."owner_changes" > 0 THEN NULLIF("fields_at_end"."owner", '') ELSE "deal"."owner" END AS "owner_at_end",
    CAST("stages"."stage_at_start" AS VARCHAR) AS "stage_at_start",
    CAST("stages"."stage_at_end" AS VARCHAR) AS "stage_at_end"
  FROM "sf_deals" AS "deal"
  LEFT JOIN "sf_fields_at_start" AS "fields_at_start" ON "fields_at_start"."item" = "deal"."item"
  LEFT JOIN "sf_fields_at_end" AS "fields_at_end" ON "fields_at_end"."item" = "deal"."item"
  LEFT JOIN "sf_stages" AS "stages" ON "stages"."item" = "deal"."item"
),
"sf_states" AS (
  -- why a deal was not in the answer at the start (came_by) or is not at the end (left_by)
  SELECT
    CASE WHEN NOT "deal"."existed_at_start" THEN 'created' WHEN "deal"."stage_at_start" IN ('won', 'lost') THEN 'reopened' WHEN "deal"."expected_close_at_start" >= DATE '2026-01-01' AND "deal"."expected_close_at_start" < DATE '2026-04-01' THEN NULL ELSE 'pulled_in' END AS "came_by",
    CASE WHEN NOT "deal"."existed_at_end" THEN 'not created yet' WHEN "deal"."outcome" IS NOT NULL THEN "deal"."outcome" WHEN "deal"."stage_at_end" = 'won' THEN 'won' WHEN "deal"."stage_at_end" = 'lost' THEN 'lost' WHEN "deal"."expected_close_at_end" >= DATE '2026-01-01' AND "deal"."expected_close_at_end" < DATE '2026-04-01' THEN NULL ELSE 'pushed_out' END AS "left_by",
    COALESCE("deal"."expected_close_at_end" >= DATE '2026-01-01' AND "deal"."expected_close_at_end" < DATE '2026-04-01', FALSE) AS "is_expected_at_end",
    "deal"."owner_at_start" AS "place_at_start",
    CAST("users_by_owner_at_start"."name" AS VARCHAR) AS "place_label_at_start",
    "deal"."owner_at_end" AS "place_at_end",
    CAST("users_by_owner_at_end"."name" AS VARCHAR) AS "place_label_at_end",
    COALESCE("deal"."owner_at_start" = "deal"."owner_at_end", "deal"."owner_at_start" IS NULL AND "deal"."owner_at_end" IS NULL) AS "is_same_place",
    "deal"."amount_at_start" AS "value_at_start",
    "deal"."amount_at_end" AS "value_at_end"
  FROM "sf_values" AS "deal"
  LEFT JOIN "users" AS "users_by_owner_at_start" ON CAST("users_by_owner_at_start"."id" AS VARCHAR) = CAST("deal"."owner_at_start" AS VARCHAR)
  LEFT JOIN "users" AS "users_by_owner_at_end" ON CAST("users_by_owner_at_end"."id" AS VARCHAR) = CAST("deal"."owner_at_end" AS VARCHAR)
),
"sf_moves" AS (
  -- what each deal adds to which bar
  SELECT
    'start' AS "bucket",
    "place_at_start" AS "place",
    "place_label_at_start" AS "place_label",
    "value_at_start" AS "amount"
  FROM "sf_states"
  WHERE "came_by" IS NULL
  UNION ALL
  SELECT
    'end' AS "bucket",
    "place_at_end" AS "place",
    "place_label_at_end" AS "place_label",
    "value_at_end" AS "amount"
  FROM "sf_states"
  WHERE "left_by" IS NULL
  UNION ALL
  SELECT
    COALESCE("came_by", 'transferred_in') AS "bucket",
    "place_at_end" AS "place",
    "place_label_at_end" AS "place_label",
    "value_at_end" AS "amount"
  FROM "sf_states"
  WHERE "left_by" IS NULL
    AND ("came_by" IS NOT NULL OR NOT "is_same_place")
  UNION ALL
  SELECT
    COALESCE("left_by", 'transferred_out') AS "bucket",
    "place_at_start" AS "place",
    "place_label_at_start" AS "place_label",
    0 - "value_at_start" AS "amount"
  FROM "sf_states"
  WHERE "came_by" IS NULL
    AND ("left_by" IS NOT NULL OR NOT "is_same_place")
  UNION ALL
  SELECT
    CASE WHEN COALESCE("value_at_end", 0) > COALESCE("value_at_start", 0) THEN 'amount_up' ELSE 'amount_down' END AS "bucket",
    "place_at_end" AS "place",
    "place_label_at_end" AS "place_label",
    COALESCE("value_at_end", 0) - COALESCE("value_at_start", 0) AS "amount"
  FROM "sf_states"
  WHERE "came_by" IS NULL
    AND "left_by" IS NULL
    AND "is_same_place"
    AND COALESCE("value_at_end", 0) <> COALESCE("value_at_start", 0)
  UNION ALL
  SELECT
    'pass_through' AS "bucket",
    "place_at_end" AS "place",
    "place_label_at_end" AS "place_label",
    "value_at_end" AS "amount"
  FROM "sf_states"
  WHERE "came_by" = 'created'
    AND "left_by" IN ('won', 'lost')
    AND "is_expected_at_end"
)
SELECT
  "place" AS "owner",
  MAX("place_label") AS "owner_label",
  "bucket",
  COUNT(*) AS "row_count",
  CAST(SUM("amount") AS DOUBLE) AS "amount"
FROM "sf_moves"
GROUP BY "place", "bucket";
