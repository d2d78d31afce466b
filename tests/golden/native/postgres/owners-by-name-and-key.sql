WITH "sf_deals_closed" AS (
  -- deals by closed date, in the range
  SELECT
    CAST("deal"."owner_id" AS text) AS "owner",
    CAST(MAX("users_by_owner_id"."name") AS text) AS "owner_label",
    COUNT(*) AS "row_count_1",
    COUNT(*) FILTER (WHERE "deal"."stage" = 'won') AS "won"
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
    CASE WHEN "cell"."row_count_1" > 0 THEN "cell"."won" ELSE 0 END AS "won"
  FROM "sf_deals_closed" AS "cell"
),
"sf_answers" AS (
  -- one row an instance
  SELECT
    CASE WHEN "owner" IS NOT NULL THEN "owner_shown" || ' (' || "owner" || ')' ELSE "owner_shown" END AS "owner",
    CAST("won" AS double precision) AS "value"
  FROM "sf_numbers"
)
SELECT
  "owner",
  "value"
FROM "sf_answers"
WHERE "value" IS NOT NULL
