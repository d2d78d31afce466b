WITH "sf_funnel" AS (
  -- the funnel
  WITH "sf_entrants" AS (
    -- the items that enter the funnel
    SELECT
      "deal"."id" AS "item",
      "deal"."stage" = 'won' AND ("deal"."closed_on" IS NULL OR "deal"."closed_on" < CAST(CAST((((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') + to_seconds((-0.000001))) AT TIME ZONE 'Europe/Berlin' AS date) + to_days(CAST(1 AS INTEGER)) AS date)) AS "is_won",
      "deal"."stage" = 'lost' AND ("deal"."closed_on" IS NULL OR "deal"."closed_on" < CAST(CAST((((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') + to_seconds((-0.000001))) AT TIME ZONE 'Europe/Berlin' AS date) + to_days(CAST(1 AS INTEGER)) AS date)) AS "is_lost",
      "deal"."stage"
    FROM "deals" AS "deal"
    WHERE "deal"."deleted" = FALSE
      AND "deal"."created_at" >= ((date_trunc('quarter', ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Berlin') + to_months((-3))) AT TIME ZONE 'Europe/Berlin')
      AND "deal"."created_at" < (date_trunc('quarter', ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Berlin') AT TIME ZONE 'Europe/Berlin')
      AND "deal"."created_at" < ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC')
  ),
  "sf_entries" AS (
    -- the deepest stage of each, from the history
    SELECT
      "change"."item",
      MAX(CASE WHEN "change"."stage" = 'prospect' THEN 1 WHEN "change"."stage" = 'proposal' THEN 2 WHEN "change"."stage" = 'contract' THEN 3 WHEN "change"."stage" = 'won' THEN 3 END) AS "deepest"
    FROM (
      SELECT
        "change"."deal_id" AS "item",
        "change"."stage",
        "change"."changed_at" AS "at",
        "change"."id" AS "seq"
      FROM "deal_stages" AS "change"
      WHERE "change"."changed_at" < ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC')
    ) AS "change"
    JOIN "sf_entrants" AS "entrant" ON "entrant"."item" = "change"."item"
    GROUP BY "change"."item"
  ),
  "sf_items" AS (
    -- the rank that each item reached
    SELECT
      CASE WHEN "entrant"."is_won" THEN 4 ELSE COALESCE("entry"."deepest", CASE WHEN "entry"."item" IS NULL THEN CASE WHEN "entrant"."is_won" THEN 4 ELSE CASE WHEN "entrant"."is_lost" THEN 1 ELSE CASE WHEN "entrant"."stage" = 'prospect' THEN 1 WHEN "entrant"."stage" = 'proposal' THEN 2 WHEN "entrant"."stage" = 'contract' THEN 3 ELSE 1 END END END END, 1) END AS "rank"
    FROM "sf_entrants" AS "entrant"
    LEFT JOIN "sf_entries" AS "entry" ON "entry"."item" = "entrant"."item"
  ),
  "sf_summed" AS (
    -- items by the rank that they reached
    SELECT
      "rank",
      COUNT(*) AS "items"
    FROM "sf_items"
    GROUP BY "rank"
  )
  SELECT
    COALESCE(SUM("items") FILTER (WHERE "rank" >= 1), 0) AS "reached_1",
    COALESCE(SUM("items") FILTER (WHERE "rank" >= 2), 0) AS "reached_2",
    COALESCE(SUM("items") FILTER (WHERE "rank" >= 3), 0) AS "reached_3",
    COALESCE(SUM("items") FILTER (WHERE "rank" >= 4), 0) AS "reached_4"
  FROM "sf_summed"
),
"sf_stages" AS (
  -- one row a stage
  SELECT
    CAST('Prospect' AS VARCHAR) AS "stage",
    COALESCE(CAST("reached_1" AS DOUBLE), 0) AS "reached",
    CAST(NULL AS DOUBLE) AS "value",
    CAST(NULL AS DOUBLE) AS "reached_before_it"
  FROM "sf_funnel"
  UNION ALL
  SELECT
    CAST('Proposal' AS VARCHAR) AS "stage",
    COALESCE(CAST("reached_2" AS DOUBLE), 0) AS "reached",
    CAST(NULL AS DOUBLE) AS "value",
    COALESCE(CAST("reached_1" AS DOUBLE), 0) AS "reached_before_it"
  FROM "sf_funnel"
  UNION ALL
  SELECT
    CAST('Contract' AS VARCHAR) AS "stage",
    COALESCE(CAST("reached_3" AS DOUBLE), 0) AS "reached",
    CAST(NULL AS DOUBLE) AS "value",
    COALESCE(CAST("reached_2" AS DOUBLE), 0) AS "reached_before_it"
  FROM "sf_funnel"
  UNION ALL
  SELECT
    CAST('Won' AS VARCHAR) AS "stage",
    COALESCE(CAST("reached_4" AS DOUBLE), 0) AS "reached",
    CAST(NULL AS DOUBLE) AS "value",
    COALESCE(CAST("reached_3" AS DOUBLE), 0) AS "reached_before_it"
  FROM "sf_funnel"
),
"sf_numbers" AS (
  -- with the labels of groups
  SELECT
    "here"."stage",
    "here"."reached",
    "here"."value",
    "here"."reached_before_it"
  FROM "sf_stages" AS "here"
),
"sf_answers" AS (
  -- one row an instance
  SELECT
    "stage",
    CAST(CASE WHEN "reached_before_it" IS NOT NULL THEN CASE WHEN "reached_before_it" > 0 AND "reached" IS NOT NULL THEN LEAST(GREATEST(("reached" + 1.9207294103470627 + SQRT(GREATEST(3.8414588206941254 * "reached" * ("reached_before_it" - "reached") / "reached_before_it" + 3.689201467772175, 0))) / ("reached_before_it" + 3.8414588206941254), 0), 1) END END AS DOUBLE) AS "value"
  FROM "sf_numbers"
)
SELECT
  "stage",
  "value"
FROM "sf_answers"
WHERE "value" IS NOT NULL
