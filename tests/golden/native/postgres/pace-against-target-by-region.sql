WITH "sf_periods" AS (
  -- the days of the range
  SELECT
    CAST(date_trunc('quarter', ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Berlin') AS date) AS "from_day",
    CAST(date_trunc('quarter', ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Berlin') + 3 * INTERVAL '1 month' AS date) AS "to_day",
    CAST(CAST((LEAST(((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC'), (date_trunc('quarter', ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Berlin') + 3 * INTERVAL '1 month') AT TIME ZONE 'Europe/Berlin') + (-0.000001) * INTERVAL '1 second') AT TIME ZONE 'Europe/Berlin' AS date) + 1 * INTERVAL '1 day' AS date) AS "today"
),
"sf_deals_closed" AS (
  -- deals by closed date, in the range
  SELECT
    CAST("deal"."region" AS text) AS "region",
    COUNT(*) AS "row_count_1",
    CASE WHEN COUNT(*) FILTER (WHERE "deal"."stage" = 'won' AND "deal"."closed_on" < CAST(CAST((((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') + (-0.000001) * INTERVAL '1 second') AT TIME ZONE 'Europe/Berlin' AS date) + 1 * INTERVAL '1 day' AS date)) > 0 THEN CAST(SUM("deal"."amount") FILTER (WHERE "deal"."stage" = 'won' AND "deal"."closed_on" < CAST(CAST((((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') + (-0.000001) * INTERVAL '1 second') AT TIME ZONE 'Europe/Berlin' AS date) + 1 * INTERVAL '1 day' AS date)) AS double precision) ELSE 0 END AS "won_amount_to_date"
  FROM "deals" AS "deal"
  WHERE "deal"."deleted" = FALSE
    AND "deal"."closed_on" >= CAST(date_trunc('quarter', ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Berlin') AS date)
    AND "deal"."closed_on" < CAST(date_trunc('quarter', ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Berlin') + 3 * INTERVAL '1 month' AS date)
    AND "deal"."stage" IN ('won', 'lost')
  GROUP BY "deal"."region"
),
"sf_targets_of_bookings" AS (
  -- targets of bookings
  WITH "sf_target_rows" AS (
    -- target rows of the metric; level 0 has the dimensions asked for
    SELECT
      TRIM(CAST("target"."period" AS text), E' \t\n\r') AS "period",
      CAST("target"."value" AS double precision) AS "value",
      CAST("target"."region" AS text) AS "for_region",
      0 AS "level"
    FROM "targets" AS "target"
    WHERE CAST("target"."metric" AS text) = 'bookings'
      AND "target"."value" IS NOT NULL
      AND TRIM(CAST("target"."period" AS text), E' \t\n\r') ~ '^[0-9]{4}(-(Q[1-4]|0[1-9]|1[0-2]))?$'
      AND "target"."region" IS NOT NULL
  ),
  "sf_target_months" AS (
    -- each period, cut at the ends of months
    SELECT
      "part"."month",
      "part"."from_day",
      "part"."to_day",
      CAST("part"."to_day" - "part"."from_day" AS double precision) - (FLOOR(CAST("part"."to_day" - DATE '2000-01-02' AS double precision) / 7) - FLOOR(CAST("part"."from_day" - DATE '2000-01-02' AS double precision) / 7)) - (FLOOR(CAST("part"."to_day" - DATE '2000-01-03' AS double precision) / 7) - FLOOR(CAST("part"."from_day" - DATE '2000-01-03' AS double precision) / 7)) AS "worked"
    FROM (
      SELECT
        "begun"."first_day",
        "begun"."end_day",
        "begun"."month",
        CASE WHEN "begun"."month" < "begun"."first_day" THEN "begun"."first_day" ELSE "begun"."month" END AS "from_day",
        CASE WHEN CAST(CAST("begun"."month" AS timestamp) + 1 * INTERVAL '1 month' AS date) < "begun"."end_day" THEN CAST(CAST("begun"."month" AS timestamp) + 1 * INTERVAL '1 month' AS date) ELSE "begun"."end_day" END AS "to_day"
      FROM (
        SELECT
          "periods"."from_day" AS "first_day",
          "periods"."to_day" AS "end_day",
          CAST(generate_series(date_trunc('month', CAST("periods"."from_day" AS timestamp)), CAST("periods"."to_day" AS timestamp) - INTERVAL '1 day', '1 month') AS date) AS "month"
        FROM "sf_periods" AS "periods"
      ) AS "begun"
    ) AS "part"
  ),
  "sf_target_periods" AS (
    -- what targets call each month, its quarter and its year
    SELECT
      "named"."month",
      "named"."worked",
      "named"."period",
      "named"."length",
      "named"."worked" / (CAST("named"."period_to" - "named"."period_from" AS double precision) - (FLOOR(CAST("named"."period_to" - DATE '2000-01-02' AS double precision) / 7) - FLOOR(CAST("named"."period_from" - DATE '2000-01-02' AS double precision) / 7)) - (FLOOR(CAST("named"."period_to" - DATE '2000-01-03' AS double precision) / 7) - FLOOR(CAST("named"."period_from" - DATE '2000-01-03' AS double precision) / 7))) AS "share"
    FROM (
      SELECT
        "target_months"."month",
        "target_months"."worked",
        to_char(CAST("target_months"."month" AS timestamp), 'YYYY-MM') AS "period",
        1 AS "length",
        "target_months"."from_day",
        "target_months"."to_day",
        CAST(date_trunc('month', CAST("target_months"."month" AS timestamp)) AS date) AS "period_from",
        CAST(date_trunc('month', CAST("target_months"."month" AS timestamp)) + 1 * INTERVAL '1 month' AS date) AS "period_to"
      FROM "sf_target_months" AS "target_months"
      UNION ALL
      SELECT
        "target_months"."month",
        "target_months"."worked",
        to_char(CAST("target_months"."month" AS timestamp), 'YYYY-"Q"Q') AS "period",
        3 AS "length",
        "target_months"."from_day",
        "target_months"."to_day",
        CAST(date_trunc('quarter', CAST("target_months"."month" AS timestamp)) AS date) AS "period_from",
        CAST(date_trunc('quarter', CAST("target_months"."month" AS timestamp)) + 3 * INTERVAL '1 month' AS date) AS "period_to"
      FROM "sf_target_months" AS "target_months"
      UNION ALL
      SELECT
        "target_months"."month",
        "target_months"."worked",
        to_char(CAST("target_months"."month" AS timestamp), 'YYYY') AS "period",
        12 AS "length",
        "target_months"."from_day",
        "target_months"."to_day",
        CAST(date_trunc('year', CAST("target_months"."month" AS timestamp)) AS date) AS "period_from",
        CAST(date_trunc('year', CAST("target_months"."month" AS timestamp)) + 12 * INTERVAL '1 month' AS date) AS "period_to"
      FROM "sf_target_months" AS "target_months"
    ) AS "named"
  ),
  "sf_target_parts" AS (
    -- a month goes before its quarter, and that before the year
    SELECT
      "target_periods"."month",
      "target_periods"."worked",
      "target_rows"."for_region",
      "target_rows"."level",
      (array_agg(("target_rows"."value" * "target_periods"."share") ORDER BY "target_periods"."length", "target_rows"."value"))[1] AS "value"
    FROM "sf_target_rows" AS "target_rows"
    JOIN "sf_target_periods" AS "target_periods" ON "target_periods"."period" = "target_rows"."period"
    GROUP BY "target_periods"."month", "target_periods"."worked", "target_rows"."for_region", "target_rows"."level"
  ),
  "sf_target_sums" AS (
    -- each level; NULL where a month with working days has no target
    SELECT
      "combined"."for_region",
      "combined"."level",
      CASE WHEN COUNT(DISTINCT "target_parts"."month") FILTER (WHERE "target_parts"."worked" > 0) = (
        SELECT
          COUNT(*) AS "months"
        FROM "sf_target_months" AS "target_months"
        WHERE "target_months"."worked" > 0
      ) THEN COALESCE(SUM("target_parts"."value"), 0) END AS "target",
      COUNT("target_parts"."month") AS "parts"
    FROM "sf_periods" AS "periods"
    CROSS JOIN (
      SELECT DISTINCT
        "target_rows"."for_region",
        "target_rows"."level"
      FROM "sf_target_rows" AS "target_rows"
    ) AS "combined"
    LEFT JOIN "sf_target_parts" AS "target_parts" ON "combined"."for_region" = "target_parts"."for_region"
      AND "combined"."level" = "target_parts"."level"
    GROUP BY "combined"."for_region", "combined"."level"
  )
  SELECT
    "target_sums"."for_region" AS "region",
    (array_agg("target_sums"."target" ORDER BY "target_sums"."level") FILTER (WHERE "target_sums"."target" IS NOT NULL))[1] AS "target",
    COALESCE(SUM("target_sums"."parts"), 0) > 0 AS "targeted"
  FROM "sf_target_sums" AS "target_sums"
  GROUP BY "target_sums"."for_region"
),
"sf_stacked" AS (
  -- the groups of every step, one below the other
  SELECT
    "part"."region",
    "part"."row_count_1",
    "part"."won_amount_to_date"
  FROM "sf_deals_closed" AS "part"
  UNION ALL
  SELECT
    "part"."region",
    CAST(NULL AS double precision) AS "row_count_1",
    CAST(NULL AS double precision) AS "won_amount_to_date"
  FROM "sf_targets_of_bookings" AS "part"
  WHERE "part"."targeted"
),
"sf_cells" AS (
  -- one row a group
  SELECT
    "region",
    SUM("row_count_1") AS "row_count_1",
    SUM("won_amount_to_date") AS "won_amount_to_date"
  FROM "sf_stacked"
  GROUP BY "region"
),
"sf_numbers" AS (
  -- with what is missing filled in
  SELECT
    "cell"."region",
    CASE WHEN "cell"."region" IS NULL THEN '(none)' WHEN TRIM("cell"."region", ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160)) = '' THEN '(empty)' ELSE "cell"."region" END AS "region_shown",
    CASE WHEN "cell"."row_count_1" > 0 THEN "cell"."won_amount_to_date" ELSE 0 END AS "won_amount_to_date",
    CASE WHEN "period"."today" <= "period"."from_day" THEN 0 ELSE CAST("period"."today" - "period"."from_day" AS double precision) - (FLOOR(CAST("period"."today" - DATE '2000-01-02' AS double precision) / 7) - FLOOR(CAST("period"."from_day" - DATE '2000-01-02' AS double precision) / 7)) - (FLOOR(CAST("period"."today" - DATE '2000-01-03' AS double precision) / 7) - FLOOR(CAST("period"."from_day" - DATE '2000-01-03' AS double precision) / 7)) END / NULLIF(CAST("period"."to_day" - "period"."from_day" AS double precision) - (FLOOR(CAST("period"."to_day" - DATE '2000-01-02' AS double precision) / 7) - FLOOR(CAST("period"."from_day" - DATE '2000-01-02' AS double precision) / 7)) - (FLOOR(CAST("period"."to_day" - DATE '2000-01-03' AS double precision) / 7) - FLOOR(CAST("period"."from_day" - DATE '2000-01-03' AS double precision) / 7)), 0) AS "elapsed_share",
    "targets_of_bookings"."target" AS "bookings_target"
  FROM "sf_periods" AS "period"
  CROSS JOIN "sf_cells" AS "cell"
  LEFT JOIN "sf_targets_of_bookings" AS "targets_of_bookings" ON "targets_of_bookings"."region" IS NOT DISTINCT FROM "cell"."region"
),
"sf_answers" AS (
  -- one row an instance
  SELECT
    CASE WHEN "region" IS NOT NULL AND MIN(COALESCE('=' || "region", '')) OVER (PARTITION BY "region_shown") <> MAX(COALESCE('=' || "region", '')) OVER (PARTITION BY "region_shown") THEN "region_shown" || ' (' || "region" || ')' ELSE "region_shown" END AS "region",
    CAST(CAST("won_amount_to_date" AS double precision) - CAST("bookings_target" AS double precision) * CAST("elapsed_share" AS double precision) AS double precision) AS "value"
  FROM "sf_numbers"
)
SELECT
  "region",
  "value"
FROM "sf_answers"
WHERE "value" IS NOT NULL
