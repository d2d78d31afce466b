WITH "sf_deals_closed" AS (
  -- deals by closed date, in the range
  SELECT
    CAST("deal"."owner_id" AS text) AS "owner",
    CAST(MAX("users_by_owner_id"."name") AS text) AS "owner_label",
    COUNT(*) AS "row_count_1",
    COUNT(*) FILTER (WHERE "deal"."stage" = 'won') AS "won",
    COUNT(*) AS "closed"
  FROM "deals" AS "deal"
  LEFT JOIN "users" AS "users_by_owner_id" ON "users_by_owner_id"."id" = "deal"."owner_id"
  WHERE "deal"."deleted" = FALSE
    AND "deal"."closed_on" >= CAST(date_trunc('day', ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Berlin') + (-90) * INTERVAL '1 day' AS date)
    AND "deal"."closed_on" < CAST(date_trunc('day', ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Berlin') AS date)
    AND "deal"."stage" IN ('won', 'lost')
  GROUP BY "deal"."owner_id"
),
"sf_numbers" AS (
  -- with what is missing filled in
  SELECT
    "cell"."owner",
    CASE WHEN "cell"."owner" IS NULL THEN '(none)' WHEN ("cell"."owner_label" IS NULL OR TRIM("cell"."owner_label", ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160)) = '') AND TRIM("cell"."owner", ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160)) = '' THEN '(empty)' WHEN "cell"."owner_label" IS NOT NULL AND NOT (TRIM("cell"."owner_label", ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160)) = '') THEN "cell"."owner_label" ELSE "cell"."owner" END AS "owner_shown",
    CASE WHEN "cell"."row_count_1" > 0 THEN "cell"."won" ELSE 0 END AS "won",
    CASE WHEN "cell"."row_count_1" > 0 THEN "cell"."closed" ELSE 0 END AS "closed"
  FROM "sf_deals_closed" AS "cell"
),
"sf_answers" AS (
  -- one row an instance
  SELECT
    CASE WHEN "owner" IS NOT NULL AND MIN(COALESCE('=' || "owner", '')) OVER (PARTITION BY "owner_shown") <> MAX(COALESCE('=' || "owner", '')) OVER (PARTITION BY "owner_shown") THEN "owner_shown" || ' (' || "owner" || ')' ELSE "owner_shown" END AS "owner",
    CAST(CASE WHEN CAST("won" AS double precision) >= 0 AND CAST("won" AS double precision) <= CAST("closed" AS double precision) THEN CASE WHEN CAST("closed" AS double precision) > 0 AND CAST("won" AS double precision) IS NOT NULL THEN LEAST(GREATEST((CAST("won" AS double precision) + 4.5 + SQRT(GREATEST(9 * CAST("won" AS double precision) * (CAST("closed" AS double precision) - CAST("won" AS double precision)) / CAST("closed" AS double precision) + 20.25, 0))) / (CAST("closed" AS double precision) + 9), 0), 1) END END AS double precision) AS "value"
  FROM "sf_numbers"
)
SELECT
  "owner",
  "value"
FROM "sf_answers"
WHERE "value" IS NOT NULL
