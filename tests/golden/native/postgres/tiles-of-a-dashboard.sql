WITH "sf_deals_closed" AS (
  -- deals by closed date, in the range
  SELECT
    'current' AS "window",
    COUNT(*) AS "row_count_1",
    CASE WHEN COUNT(*) FILTER (WHERE "deal"."stage" = 'won') > 0 THEN CAST(SUM("deal"."amount") FILTER (WHERE "deal"."stage" = 'won') AS double precision) ELSE 0 END AS "won_amount",
    COUNT(*) FILTER (WHERE "deal"."stage" = 'won') AS "won",
    COUNT(*) AS "closed"
  FROM "deals" AS "deal"
  WHERE "deal"."deleted" = FALSE
    AND "deal"."closed_on" >= CAST(CAST((CAST($__timeFrom() AS timestamptz) + (-0.000001) * INTERVAL '1 second') AT TIME ZONE 'Europe/Berlin' AS date) + 1 * INTERVAL '1 day' AS date)
    AND "deal"."closed_on" < CAST(CAST((date_trunc('minute', CURRENT_TIMESTAMP) + (-0.000001) * INTERVAL '1 second') AT TIME ZONE 'Europe/Berlin' AS date) + 1 * INTERVAL '1 day' AS date)
    AND "deal"."stage" IN ('won', 'lost')
),
"sf_deals_closed_before" AS (
  -- deals by closed date, in the period before
  SELECT
    'previous' AS "window",
    COUNT(*) AS "row_count_1",
    CASE WHEN COUNT(*) FILTER (WHERE "deal"."stage" = 'won') > 0 THEN CAST(SUM("deal"."amount") FILTER (WHERE "deal"."stage" = 'won') AS double precision) ELSE 0 END AS "won_amount",
    COUNT(*) FILTER (WHERE "deal"."stage" = 'won') AS "won",
    COUNT(*) AS "closed"
  FROM "deals" AS "deal"
  WHERE "deal"."deleted" = FALSE
    AND "deal"."closed_on" >= CAST(CAST(((
      SELECT
        CASE WHEN (((("wall" + (-10800) * INTERVAL '1 second') AT TIME ZONE 'Europe/Berlin') + 10800 * INTERVAL '1 second') AT TIME ZONE 'Europe/Berlin') = "wall" THEN (("wall" + (-10800) * INTERVAL '1 second') AT TIME ZONE 'Europe/Berlin') + 10800 * INTERVAL '1 second' ELSE "wall" AT TIME ZONE 'Europe/Berlin' END AS "at"
      FROM (
        SELECT
          (CAST($__timeFrom() AS timestamptz) AT TIME ZONE 'Europe/Berlin') + (-12) * INTERVAL '1 month' AS "wall"
      ) AS "given"
    ) + (-0.000001) * INTERVAL '1 second') AT TIME ZONE 'Europe/Berlin' AS date) + 1 * INTERVAL '1 day' AS date)
    AND "deal"."closed_on" < CAST(CAST(((
      SELECT
        CASE WHEN (((("wall" + (-10800) * INTERVAL '1 second') AT TIME ZONE 'Europe/Berlin') + 10800 * INTERVAL '1 second') AT TIME ZONE 'Europe/Berlin') = "wall" THEN (("wall" + (-10800) * INTERVAL '1 second') AT TIME ZONE 'Europe/Berlin') + 10800 * INTERVAL '1 second' ELSE "wall" AT TIME ZONE 'Europe/Berlin' END AS "at"
      FROM (
        SELECT
          (LEAST(((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC'), date_trunc('minute', CURRENT_TIMESTAMP)) AT TIME ZONE 'Europe/Berlin') + (-12) * INTERVAL '1 month' AS "wall"
      ) AS "given"
    ) + (-0.000001) * INTERVAL '1 second') AT TIME ZONE 'Europe/Berlin' AS date) + 1 * INTERVAL '1 day' AS date)
    AND "deal"."stage" IN ('won', 'lost')
),
"sf_stacked" AS (
  -- the groups of every step, one below the other
  SELECT
    "part"."window",
    "part"."row_count_1",
    "part"."won_amount",
    "part"."won",
    "part"."closed"
  FROM "sf_deals_closed" AS "part"
  UNION ALL
  SELECT
    "part"."window",
    "part"."row_count_1",
    "part"."won_amount",
    "part"."won",
    "part"."closed"
  FROM "sf_deals_closed_before" AS "part"
),
"sf_cells" AS (
  -- one row a group
  SELECT
    SUM("row_count_1") FILTER (WHERE "window" = 'current') AS "row_count_1",
    SUM("won_amount") FILTER (WHERE "window" = 'current') AS "won_amount",
    SUM("won") FILTER (WHERE "window" = 'current') AS "won",
    SUM("closed") FILTER (WHERE "window" = 'current') AS "closed",
    SUM("row_count_1") FILTER (WHERE "window" = 'previous') AS "row_count_1_before",
    SUM("won_amount") FILTER (WHERE "window" = 'previous') AS "won_amount_before",
    SUM("won") FILTER (WHERE "window" = 'previous') AS "won_before",
    SUM("closed") FILTER (WHERE "window" = 'previous') AS "closed_before"
  FROM "sf_stacked"
),
"sf_numbers" AS (
  -- with what is missing filled in
  SELECT
    CASE WHEN "cell"."row_count_1" > 0 THEN "cell"."won_amount" ELSE 0 END AS "won_amount",
    CASE WHEN "cell"."row_count_1" > 0 THEN "cell"."won" ELSE 0 END AS "won",
    CASE WHEN "cell"."row_count_1" > 0 THEN "cell"."closed" ELSE 0 END AS "closed",
    CASE WHEN "cell"."row_count_1_before" > 0 THEN "cell"."won_amount_before" ELSE 0 END AS "won_amount_before",
    CASE WHEN "cell"."row_count_1_before" > 0 THEN "cell"."won_before" ELSE 0 END AS "won_before",
    CASE WHEN "cell"."row_count_1_before" > 0 THEN "cell"."closed_before" ELSE 0 END AS "closed_before"
  FROM "sf_cells" AS "cell"
)
SELECT
  CAST("won_amount" AS double precision) AS "bookings",
  CAST("won_amount_before" AS double precision) AS "bookings.previous",
  (CAST("won_amount" AS double precision) - CAST("won_amount_before" AS double precision)) / NULLIF(ABS(CAST("won_amount_before" AS double precision)), 0) AS "bookings.change",
  CAST("won" AS double precision) / NULLIF(CAST("closed" AS double precision), 0) AS "win_rate",
  CAST("closed" AS double precision) AS "win_rate.n",
  CAST("won" AS double precision) AS "win_rate.numerator",
  CAST("closed" AS double precision) AS "win_rate.denominator",
  CASE WHEN CAST("won" AS double precision) >= 0 AND CAST("won" AS double precision) <= CAST("closed" AS double precision) THEN CASE WHEN CAST("closed" AS double precision) > 0 AND CAST("won" AS double precision) IS NOT NULL THEN LEAST(GREATEST((CAST("won" AS double precision) + 1.9207294103470627 - SQRT(GREATEST(3.8414588206941254 * CAST("won" AS double precision) * (CAST("closed" AS double precision) - CAST("won" AS double precision)) / CAST("closed" AS double precision) + 3.689201467772175, 0))) / (CAST("closed" AS double precision) + 3.8414588206941254), 0), 1) END END AS "win_rate.low",
  CASE WHEN CAST("won" AS double precision) >= 0 AND CAST("won" AS double precision) <= CAST("closed" AS double precision) THEN CASE WHEN CAST("closed" AS double precision) > 0 AND CAST("won" AS double precision) IS NOT NULL THEN LEAST(GREATEST((CAST("won" AS double precision) + 1.9207294103470627 + SQRT(GREATEST(3.8414588206941254 * CAST("won" AS double precision) * (CAST("closed" AS double precision) - CAST("won" AS double precision)) / CAST("closed" AS double precision) + 3.689201467772175, 0))) / (CAST("closed" AS double precision) + 3.8414588206941254), 0), 1) END END AS "win_rate.high",
  CAST("won_before" AS double precision) / NULLIF(CAST("closed_before" AS double precision), 0) AS "win_rate.previous",
  CAST("won" AS double precision) / NULLIF(CAST("closed" AS double precision), 0) - CAST("won_before" AS double precision) / NULLIF(CAST("closed_before" AS double precision), 0) AS "win_rate.change",
  CASE WHEN CAST("closed" AS double precision) > 0 AND CAST("won" AS double precision) IS NOT NULL AND CAST("closed_before" AS double precision) > 0 AND CAST("won_before" AS double precision) IS NOT NULL THEN LEAST(GREATEST(CAST("won" AS double precision) / CAST("closed" AS double precision) - CAST("won_before" AS double precision) / CAST("closed_before" AS double precision) - SQRT((CAST("won" AS double precision) / CAST("closed" AS double precision) - LEAST(GREATEST((CAST("won" AS double precision) + 1.9207294103470627 - SQRT(GREATEST(3.8414588206941254 * CAST("won" AS double precision) * (CAST("closed" AS double precision) - CAST("won" AS double precision)) / CAST("closed" AS double precision) + 3.689201467772175, 0))) / (CAST("closed" AS double precision) + 3.8414588206941254), 0), 1)) * (CAST("won" AS double precision) / CAST("closed" AS double precision) - LEAST(GREATEST((CAST("won" AS double precision) + 1.9207294103470627 - SQRT(GREATEST(3.8414588206941254 * CAST("won" AS double precision) * (CAST("closed" AS double precision) - CAST("won" AS double precision)) / CAST("closed" AS double precision) + 3.689201467772175, 0))) / (CAST("closed" AS double precision) + 3.8414588206941254), 0), 1)) + (LEAST(GREATEST((CAST("won_before" AS double precision) + 1.9207294103470627 + SQRT(GREATEST(3.8414588206941254 * CAST("won_before" AS double precision) * (CAST("closed_before" AS double precision) - CAST("won_before" AS double precision)) / CAST("closed_before" AS double precision) + 3.689201467772175, 0))) / (CAST("closed_before" AS double precision) + 3.8414588206941254), 0), 1) - CAST("won_before" AS double precision) / CAST("closed_before" AS double precision)) * (LEAST(GREATEST((CAST("won_before" AS double precision) + 1.9207294103470627 + SQRT(GREATEST(3.8414588206941254 * CAST("won_before" AS double precision) * (CAST("closed_before" AS double precision) - CAST("won_before" AS double precision)) / CAST("closed_before" AS double precision) + 3.689201467772175, 0))) / (CAST("closed_before" AS double precision) + 3.8414588206941254), 0), 1) - CAST("won_before" AS double precision) / CAST("closed_before" AS double precision))), (-1)), 1) END AS "win_rate.change_low",
  CASE WHEN CAST("closed" AS double precision) > 0 AND CAST("won" AS double precision) IS NOT NULL AND CAST("closed_before" AS double precision) > 0 AND CAST("won_before" AS double precision) IS NOT NULL THEN LEAST(GREATEST(CAST("won" AS double precision) / CAST("closed" AS double precision) - CAST("won_before" AS double precision) / CAST("closed_before" AS double precision) + SQRT((LEAST(GREATEST((CAST("won" AS double precision) + 1.9207294103470627 + SQRT(GREATEST(3.8414588206941254 * CAST("won" AS double precision) * (CAST("closed" AS double precision) - CAST("won" AS double precision)) / CAST("closed" AS double precision) + 3.689201467772175, 0))) / (CAST("closed" AS double precision) + 3.8414588206941254), 0), 1) - CAST("won" AS double precision) / CAST("closed" AS double precision)) * (LEAST(GREATEST((CAST("won" AS double precision) + 1.9207294103470627 + SQRT(GREATEST(3.8414588206941254 * CAST("won" AS double precision) * (CAST("closed" AS double precision) - CAST("won" AS double precision)) / CAST("closed" AS double precision) + 3.689201467772175, 0))) / (CAST("closed" AS double precision) + 3.8414588206941254), 0), 1) - CAST("won" AS double precision) / CAST("closed" AS double precision)) + (CAST("won_before" AS double precision) / CAST("closed_before" AS double precision) - LEAST(GREATEST((CAST("won_before" AS double precision) + 1.9207294103470627 - SQRT(GREATEST(3.8414588206941254 * CAST("won_before" AS double precision) * (CAST("closed_before" AS double precision) - CAST("won_before" AS double precision)) / CAST("closed_before" AS double precision) + 3.689201467772175, 0))) / (CAST("closed_before" AS double precision) + 3.8414588206941254), 0), 1)) * (CAST("won_before" AS double precision) / CAST("closed_before" AS double precision) - LEAST(GREATEST((CAST("won_before" AS double precision) + 1.9207294103470627 - SQRT(GREATEST(3.8414588206941254 * CAST("won_before" AS double precision) * (CAST("closed_before" AS double precision) - CAST("won_before" AS double precision)) / CAST("closed_before" AS double precision) + 3.689201467772175, 0))) / (CAST("closed_before" AS double precision) + 3.8414588206941254), 0), 1))), (-1)), 1) END AS "win_rate.change_high"
FROM "sf_numbers"
