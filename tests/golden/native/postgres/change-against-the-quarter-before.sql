WITH "sf_deals_closed" AS (
  -- deals by closed date, in the range
  SELECT
    'current' AS "window",
    CAST("deal"."region" AS text) AS "region",
    COUNT(*) AS "row_count_1",
    CASE WHEN COUNT(*) FILTER (WHERE "deal"."stage" = 'won') > 0 THEN CAST(SUM("deal"."amount") FILTER (WHERE "deal"."stage" = 'won') AS double precision) ELSE 0 END AS "won_amount",
    COUNT(*) FILTER (WHERE "deal"."stage" = 'won' AND "deal"."amount" IS NOT NULL) AS "won_with_amount"
  FROM "deals" AS "deal"
  WHERE "deal"."deleted" = FALSE
    AND "deal"."closed_on" >= CAST(date_trunc('quarter', ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Berlin') AS date)
    AND "deal"."closed_on" < CAST(CAST((((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') + (-0.000001) * INTERVAL '1 second') AT TIME ZONE 'Europe/Berlin' AS date) + 1 * INTERVAL '1 day' AS date)
    AND "deal"."stage" IN ('won', 'lost')
  GROUP BY "deal"."region"
),
"sf_deals_closed_before" AS (
  -- deals by closed date, in the period before
  SELECT
    'previous' AS "window",
    CAST("deal"."region" AS text) AS "region",
    COUNT(*) AS "row_count_1",
    CASE WHEN COUNT(*) FILTER (WHERE "deal"."stage" = 'won') > 0 THEN CAST(SUM("deal"."amount") FILTER (WHERE "deal"."stage" = 'won') AS double precision) ELSE 0 END AS "won_amount",
    COUNT(*) FILTER (WHERE "deal"."stage" = 'won' AND "deal"."amount" IS NOT NULL) AS "won_with_amount"
  FROM "deals" AS "deal"
  WHERE "deal"."deleted" = FALSE
    AND "deal"."closed_on" >= CAST(date_trunc('quarter', ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Berlin') + (-3) * INTERVAL '1 month' AS date)
    AND "deal"."closed_on" < CAST(CAST((LEAST((
      SELECT
        CASE WHEN (((("wall" + (-10800) * INTERVAL '1 second') AT TIME ZONE 'Europe/Berlin') + 10800 * INTERVAL '1 second') AT TIME ZONE 'Europe/Berlin') = "wall" THEN (("wall" + (-10800) * INTERVAL '1 second') AT TIME ZONE 'Europe/Berlin') + 10800 * INTERVAL '1 second' ELSE "wall" AT TIME ZONE 'Europe/Berlin' END AS "at"
      FROM (
        SELECT
          (((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Berlin') + CAST(CAST(CAST(date_trunc('quarter', ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Berlin') + (-3) * INTERVAL '1 month' AS date) - CAST(date_trunc('quarter', ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Berlin') AS date) AS double precision) AS bigint) * INTERVAL '1 day' AS "wall"
      ) AS "given"
    ), date_trunc('quarter', ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Berlin') AT TIME ZONE 'Europe/Berlin') + (-0.000001) * INTERVAL '1 second') AT TIME ZONE 'Europe/Berlin' AS date) + 1 * INTERVAL '1 day' AS date)
    AND "deal"."stage" IN ('won', 'lost')
  GROUP BY "deal"."region"
),
"sf_stacked" AS (
  -- the groups of every step, one below the other
  SELECT
    "part"."window",
    "part"."region",
    "part"."row_count_1",
    "part"."won_amount",
    "part"."won_with_amount"
  FROM "sf_deals_closed" AS "part"
  UNION ALL
  SELECT
    "part"."window",
    "part"."region",
    "part"."row_count_1",
    "part"."won_amount",
    "part"."won_with_amount"
  FROM "sf_deals_closed_before" AS "part"
),
"sf_cells" AS (
  -- one row a group
  SELECT
    "region",
    SUM("row_count_1") FILTER (WHERE "window" = 'current') AS "row_count_1",
    SUM("won_amount") FILTER (WHERE "window" = 'current') AS "won_amount",
    SUM("won_with_amount") FILTER (WHERE "window" = 'current') AS "won_with_amount",
    SUM("row_count_1") FILTER (WHERE "window" = 'previous') AS "row_count_1_before",
    SUM("won_amount") FILTER (WHERE "window" = 'previous') AS "won_amount_before",
    SUM("won_with_amount") FILTER (WHERE "window" = 'previous') AS "won_with_amount_before"
  FROM "sf_stacked"
  GROUP BY "region"
),
"sf_numbers" AS (
  -- with what is missing filled in
  SELECT
    "cell"."region",
    CASE WHEN "cell"."region" IS NULL THEN '(none)' WHEN TRIM("cell"."region", ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160)) = '' THEN '(empty)' ELSE "cell"."region" END AS "region_shown",
    CASE WHEN "cell"."row_count_1" > 0 THEN "cell"."won_amount" ELSE 0 END AS "won_amount",
    CASE WHEN "cell"."row_count_1" > 0 THEN "cell"."won_with_amount" ELSE 0 END AS "won_with_amount",
    CASE WHEN "cell"."row_count_1_before" > 0 THEN "cell"."won_amount_before" ELSE 0 END AS "won_amount_before",
    CASE WHEN "cell"."row_count_1_before" > 0 THEN "cell"."won_with_amount_before" ELSE 0 END AS "won_with_amount_before"
  FROM "sf_cells" AS "cell"
),
"sf_answers" AS (
  -- one row an instance
  SELECT
    CASE WHEN "region" IS NOT NULL AND MIN(COALESCE('=' || "region", '')) OVER (PARTITION BY "region_shown") <> MAX(COALESCE('=' || "region", '')) OVER (PARTITION BY "region_shown") THEN "region_shown" || ' (' || "region" || ')' ELSE "region_shown" END AS "region",
    CAST((CAST("won_amount" AS double precision) / NULLIF(CAST("won_with_amount" AS double precision), 0) - CAST("won_amount_before" AS double precision) / NULLIF(CAST("won_with_amount_before" AS double precision), 0)) / NULLIF(ABS(CAST("won_amount_before" AS double precision) / NULLIF(CAST("won_with_amount_before" AS double precision), 0)), 0) AS double precision) AS "value"
  FROM "sf_numbers"
)
SELECT
  "region",
  "value"
FROM "sf_answers"
WHERE "value" IS NOT NULL
