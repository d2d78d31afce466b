WITH "sf_deals" AS (
  -- deals that were not closed before the start, as they are today
  SELECT
    "deal"."id" AS "item",
    COALESCE("deal"."created_at" < TIMESTAMPTZ '2025-12-31T23:00:00.000Z', FALSE) AS "existed_at_start",
    COALESCE("deal"."created_at" < TIMESTAMPTZ '2026-02-14T23:00:00.000Z', TRUE) AS "existed_at_end",
    CASE WHEN "deal"."stage" = 'won' AND "deal"."closed_on" < DATE '2026-02-15' THEN 'won' WHEN "deal"."stage" = 'lost' AND "deal"."closed_on" < DATE '2026-02-15' THEN 'lost' END AS "outcome",
    CAST("deal"."amount" AS numeric(38, 4)) AS "amount",
    "deal"."currency",
    COALESCE("deal"."stage" = 'won' AND "deal"."closed_on" >= DATE '2026-01-01' AND "deal"."closed_on" < DATE '2026-02-15', FALSE) AS "is_booked",
    CASE WHEN "deal"."stage" = 'won' AND "deal"."closed_on" >= DATE '2026-01-01' AND "deal"."closed_on" < DATE '2026-02-15' THEN CAST(CASE WHEN "deal"."currency" = 'EUR' THEN "deal"."amount" ELSE "deal"."amount" * (
      SELECT
        "rate"."rate"
      FROM "rates" AS "rate"
      WHERE "rate"."code" = "deal"."currency"
        AND "rate"."day" <= CASE WHEN "deal"."stage" IN ('won', 'lost') AND "deal"."closed_on" IS NOT NULL THEN "deal"."closed_on" ELSE DATE '2026-02-15' END
      ORDER BY "rate"."day" DESC, "rate"."rate"
      LIMIT 1
    ) END AS numeric(38, 4)) END AS "booked"
  FROM "deals" AS "deal"
  WHERE "deal"."deleted" = FALSE
    AND (("deal"."stage" IS NULL OR NOT ("deal"."stage" IN ('won', 'lost'))) OR NOT ("deal"."closed_on" < DATE '2026-01-01'))
),
"sf_stages" AS (
  -- the last stage that each of them entered before
  SELECT
    "change"."item",
    (array_agg("change"."stage" ORDER BY "change"."at" DESC, "change"."seq" DESC))[1] AS "stage_at_start"
  FROM "sf_deals" AS "deal"
  JOIN (
    SELECT
      "change"."deal_id" AS "item",
      "change"."stage",
      "change"."changed_at" AS "at",
      "change"."id" AS "seq"
    FROM "deal_stages" AS "change"
    WHERE "change"."changed_at" < TIMESTAMPTZ '2025-12-31T23:00:00.000Z'
  ) AS "change" ON "change"."item" = "deal"."item"
  GROUP BY "change"."item"
),
"sf_rates" AS (
  -- the rate of each currency on the two days, or the last one before
  SELECT
    "rate"."code" AS "currency",
    (array_agg("rate"."rate" ORDER BY "rate"."day" DESC, "rate"."rate") FILTER (WHERE "rate"."day" <= DATE '2026-01-01'))[1] AS "rate_at_start",
    (array_agg("rate"."rate" ORDER BY "rate"."day" DESC, "rate"."rate") FILTER (WHERE "rate"."day" <= DATE '2026-02-15'))[1] AS "rate_at_end"
  FROM "rates" AS "rate"
  WHERE "rate"."day" <= DATE '2026-02-15'
  GROUP BY "rate"."code"
),
"sf_values" AS (
  -- the same deals with what they were at the start and at the end
  SELECT
    "deal"."existed_at_start",
    "deal"."existed_at_end",
    "deal"."outcome",
    "deal"."currency",
    "deal"."is_booked",
    "deal"."booked",
    "deal"."amount" AS "amount_at_start",
    "deal"."amount" AS "amount_at_end",
    CAST("stages"."stage_at_start" AS text) AS "stage_at_start"
  FROM "sf_deals" AS "deal"
  LEFT JOIN "sf_stages" AS "stages" ON "stages"."item" = "deal"."item"
),
"sf_states" AS (
  -- why a deal was not in the answer at the start (came_by) or is not at the end (left_by)
  SELECT
    CASE WHEN NOT "deal"."existed_at_start" THEN 'created' WHEN "deal"."stage_at_start" IN ('won', 'lost') THEN 'reopened' END AS "came_by",
    CASE WHEN NOT "deal"."existed_at_end" THEN 'not created yet' WHEN "deal"."outcome" IS NOT NULL THEN "deal"."outcome" END AS "left_by",
    CASE WHEN "deal"."currency" = 'EUR' THEN "deal"."amount_at_start" ELSE CAST("deal"."amount_at_start" * "rate"."rate_at_start" AS numeric(38, 4)) END AS "value_at_start",
    CASE WHEN "deal"."currency" = 'EUR' THEN "deal"."amount_at_end" ELSE CAST("deal"."amount_at_end" * "rate"."rate_at_end" AS numeric(38, 4)) END AS "value_at_end",
    CASE WHEN "deal"."currency" = 'EUR' THEN "deal"."amount_at_start" ELSE CAST("deal"."amount_at_start" * "rate"."rate_at_end" AS numeric(38, 4)) END AS "start_by_end_rate",
    "deal"."amount_at_start",
    "deal"."amount_at_end",
    "deal"."is_booked",
    "deal"."booked"
  FROM "sf_values" AS "deal"
  LEFT JOIN "sf_rates" AS "rate" ON "rate"."currency" = "deal"."currency"
),
"sf_moves" AS (
  -- what each deal adds to which bar
  SELECT
    'start' AS "bucket",
    "value_at_start" AS "amount"
  FROM "sf_states"
  WHERE "came_by" IS NULL
  UNION ALL
  SELECT
    'end' AS "bucket",
    "value_at_end" AS "amount"
  FROM "sf_states"
  WHERE "left_by" IS NULL
  UNION ALL
  SELECT
    "came_by" AS "bucket",
    "value_at_end" AS "amount"
  FROM "sf_states"
  WHERE "left_by" IS NULL
    AND "came_by" IS NOT NULL
  UNION ALL
  SELECT
    "left_by" AS "bucket",
    0 - "value_at_start" AS "amount"
  FROM "sf_states"
  WHERE "came_by" IS NULL
    AND "left_by" IS NOT NULL
  UNION ALL
  SELECT
    'fx' AS "bucket",
    COALESCE("start_by_end_rate", 0) - COALESCE("value_at_start", 0) AS "amount"
  FROM "sf_states"
  WHERE "came_by" IS NULL
    AND "left_by" IS NULL
    AND COALESCE("start_by_end_rate", 0) <> COALESCE("value_at_start", 0)
  UNION ALL
  SELECT
    'pass_through' AS "bucket",
    "value_at_end" AS "amount"
  FROM "sf_states"
  WHERE "came_by" = 'created'
    AND "left_by" IN ('won', 'lost')
  UNION ALL
  SELECT
    'bookings' AS "bucket",
    "booked" AS "amount"
  FROM "sf_states"
  WHERE "is_booked"
  UNION ALL
  SELECT
    'left_out' AS "bucket",
    0 AS "amount"
  FROM "sf_states"
  WHERE ("came_by" IS NULL AND "amount_at_start" IS NOT NULL AND "value_at_start" IS NULL OR "left_by" IS NULL AND "amount_at_end" IS NOT NULL AND "value_at_end" IS NULL)
)
SELECT
  "bucket",
  COUNT(*) AS "row_count",
  CAST(SUM("amount") AS double precision) AS "amount"
FROM "sf_moves"
GROUP BY "bucket";
