WITH "sf_deals_closed" AS (
  -- deals by closed date, in the range
  SELECT
    COUNT(*) AS "row_count_1",
    COUNT(*) FILTER (WHERE "deal"."stage" = 'won') AS "won",
    COUNT(*) AS "closed"
  FROM "deals" AS "deal"
  WHERE "deal"."deleted" = FALSE
    AND "deal"."closed_on" >= CAST(date_trunc('day', ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Berlin') + (-90) * INTERVAL '1 day' AS date)
    AND "deal"."closed_on" < CAST(date_trunc('day', ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Berlin') AS date)
    AND "deal"."stage" IN ('won', 'lost')
),
"sf_numbers" AS (
  -- with what is missing filled in
  SELECT
    CASE WHEN "cell"."row_count_1" > 0 THEN "cell"."won" ELSE 0 END AS "won",
    CASE WHEN "cell"."row_count_1" > 0 THEN "cell"."closed" ELSE 0 END AS "closed"
  FROM "sf_deals_closed" AS "cell"
),
"sf_answers" AS (
  -- one row an instance
  SELECT
    CAST(CAST("won" AS double precision) / NULLIF(CAST("closed" AS double precision), 0) AS double precision) AS "value"
  FROM "sf_numbers"
)
SELECT
  "value"
FROM "sf_answers"
WHERE "value" IS NOT NULL
