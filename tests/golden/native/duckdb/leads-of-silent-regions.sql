WITH "sf_leads_created" AS (
  -- leads by created date, in the range
  SELECT
    'current' AS "window",
    CAST("lead"."region" AS VARCHAR) AS "region",
    COUNT(*) AS "row_count_1",
    COUNT(*) AS "leads"
  FROM "leads" AS "lead"
  WHERE "lead"."created_at" >= ((date_trunc('day', ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Berlin') + to_days(CAST((-14) AS INTEGER))) AT TIME ZONE 'Europe/Berlin')
    AND "lead"."created_at" < (date_trunc('day', ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Berlin') AT TIME ZONE 'Europe/Berlin')
  GROUP BY "lead"."region"
),
"sf_leads_created_2" AS (
  -- leads by created date, in the periods before
  SELECT
    'lookback' AS "window",
    CAST("lead"."region" AS VARCHAR) AS "region",
    COUNT(*) AS "row_count_1"
  FROM "leads" AS "lead"
  WHERE "lead"."created_at" >= (((date_trunc('day', ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Berlin') + to_days(CAST((-14) AS INTEGER))) + to_days(CAST((-56) AS INTEGER))) AT TIME ZONE 'Europe/Berlin')
    AND "lead"."created_at" < ((date_trunc('day', ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Berlin') + to_days(CAST((-14) AS INTEGER))) AT TIME ZONE 'Europe/Berlin')
  GROUP BY "lead"."region"
),
"sf_stacked" AS (
  -- the groups of every step, one below the other
  SELECT
    "part"."window",
    "part"."region",
    "part"."row_count_1",
    "part"."leads"
  FROM "sf_leads_created" AS "part"
  UNION ALL
  SELECT
    "part"."window",
    "part"."region",
    "part"."row_count_1",
    CAST(NULL AS DOUBLE) AS "leads"
  FROM "sf_leads_created_2" AS "part"
),
"sf_cells" AS (
  -- one row a group
  SELECT
    "region",
    SUM("row_count_1") FILTER (WHERE "window" = 'current') AS "row_count_1",
    SUM("leads") FILTER (WHERE "window" = 'current') AS "leads"
  FROM "sf_stacked"
  GROUP BY "region"
),
"sf_numbers" AS (
  -- with what is missing filled in
  SELECT
    "cell"."region",
    CASE WHEN "cell"."region" IS NULL THEN '(none)' WHEN TRIM("cell"."region", ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160)) = '' THEN '(empty)' ELSE "cell"."region" END AS "region_shown",
    CASE WHEN "cell"."row_count_1" > 0 THEN "cell"."leads" ELSE 0 END AS "leads"
  FROM "sf_cells" AS "cell"
),
"sf_answers" AS (
  -- one row an instance
  SELECT
    CASE WHEN "region" IS NOT NULL AND MIN(COALESCE('=' || "region", '')) OVER (PARTITION BY "region_shown") <> MAX(COALESCE('=' || "region", '')) OVER (PARTITION BY "region_shown") THEN "region_shown" || ' (' || "region" || ')' ELSE "region_shown" END AS "region",
    CAST("leads" AS DOUBLE) AS "value"
  FROM "sf_numbers"
)
SELECT
  "region",
  "value"
FROM "sf_answers"
WHERE "value" IS NOT NULL
