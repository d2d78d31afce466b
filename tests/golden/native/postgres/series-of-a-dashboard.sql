WITH "sf_periods" AS (
  -- each month of the range
  SELECT
    "period"."bucket",
    LEAST("period"."ends_at", date_trunc('minute', CURRENT_TIMESTAMP)) AS "as_of",
    CAST(CAST((LEAST("period"."ends_at", date_trunc('minute', CURRENT_TIMESTAMP)) + (-0.000001) * INTERVAL '1 second') AT TIME ZONE 'Europe/Berlin' AS date) + 1 * INTERVAL '1 day' AS date) AS "as_of_bound",
    NOT ("period"."ends_at" < date_trunc('minute', CURRENT_TIMESTAMP)) AS "is_now",
    NOT ("period"."starts_at" < date_trunc('minute', CURRENT_TIMESTAMP)) AS "is_future"
  FROM (
    SELECT
      "unit"."bucket",
      GREATEST(CAST(CAST("unit"."bucket" AS date) AS timestamp) AT TIME ZONE 'Europe/Berlin', CAST($__timeFrom() AS timestamptz)) AS "starts_at",
      LEAST(CAST(CAST("unit"."bucket" + 1 * INTERVAL '1 month' AS date) AS timestamp) AT TIME ZONE 'Europe/Berlin', ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC')) AS "ends_at"
    FROM (
      SELECT DISTINCT
        date_trunc('month', CAST("day"."day" AS timestamp)) AS "bucket"
      FROM (
        SELECT
          CAST(generate_series(CAST(CAST(CAST($__timeFrom() AS timestamptz) AT TIME ZONE 'Europe/Berlin' AS date) AS timestamp), CAST(CAST(CAST((((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC') + (-0.000001) * INTERVAL '1 second') AT TIME ZONE 'Europe/Berlin' AS date) + 1 * INTERVAL '1 day' AS date) AS timestamp) - INTERVAL '1 day', '1 day') AS date) AS "day"
      ) AS "day"
    ) AS "unit"
  ) AS "period"
  WHERE "period"."starts_at" < "period"."ends_at"
),
"sf_leads_created" AS (
  -- leads by created date, in the range
  SELECT
    date_trunc('month', "lead"."created_at" AT TIME ZONE 'Europe/Berlin') AS "bucket",
    CAST("lead"."region" AS text) AS "region",
    COUNT(*) AS "row_count_1",
    COUNT(*) AS "leads"
  FROM "leads" AS "lead"
  WHERE "lead"."created_at" >= CAST($__timeFrom() AS timestamptz)
    AND "lead"."created_at" < ((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC')
  GROUP BY date_trunc('month', "lead"."created_at" AT TIME ZONE 'Europe/Berlin'), "lead"."region"
),
"sf_deals_open" AS (
  -- deals open at the end of each period
  SELECT
    "period"."bucket",
    CAST("deal"."region" AS text) AS "region",
    COUNT(*) AS "row_count_2",
    COUNT(*) AS "open"
  FROM "sf_periods" AS "period"
  JOIN "deals" AS "deal" ON ("deal"."created_at" < "period"."as_of" OR "deal"."created_at" IS NULL AND "period"."is_now")
    AND (("deal"."stage" IS NULL OR NOT ("deal"."stage" IN ('won', 'lost'))) OR NOT ("deal"."closed_on" < "period"."as_of_bound"))
  WHERE "deal"."deleted" = FALSE
    AND NOT "period"."is_future"
  GROUP BY "period"."bucket", "deal"."region"
),
"sf_stacked" AS (
  -- the groups of every step, one below the other
  SELECT
    "part"."bucket",
    "part"."region",
    "part"."row_count_1",
    "part"."leads",
    CAST(NULL AS double precision) AS "row_count_2",
    CAST(NULL AS double precision) AS "open"
  FROM "sf_leads_created" AS "part"
  UNION ALL
  SELECT
    "part"."bucket",
    "part"."region",
    CAST(NULL AS double precision) AS "row_count_1",
    CAST(NULL AS double precision) AS "leads",
    "part"."row_count_2",
    "part"."open"
  FROM "sf_deals_open" AS "part"
),
"sf_cells" AS (
  -- one row a group
  SELECT
    "bucket",
    "region",
    SUM("row_count_1") AS "row_count_1",
    SUM("leads") AS "leads",
    SUM("row_count_2") AS "row_count_2",
    SUM("open") AS "open"
  FROM "sf_stacked"
  GROUP BY "bucket", "region"
),
"sf_numbers" AS (
  -- with what is missing filled in
  SELECT
    "period"."bucket",
    "group"."region",
    CASE WHEN "group"."region" IS NULL THEN '(none)' WHEN TRIM("group"."region", ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160)) = '' THEN '(empty)' ELSE "group"."region" END AS "region_shown",
    CASE WHEN "cell"."row_count_1" > 0 THEN "cell"."leads" ELSE 0 END AS "leads",
    CASE WHEN "cell"."row_count_2" > 0 THEN "cell"."open" ELSE CASE WHEN "period"."is_future" THEN NULL ELSE 0 END END AS "open"
  FROM "sf_periods" AS "period"
  CROSS JOIN (
    SELECT
      "region"
    FROM "sf_cells"
    GROUP BY "region"
  ) AS "group"
  LEFT JOIN "sf_cells" AS "cell" ON "cell"."bucket" = "period"."bucket"
    AND "cell"."region" IS NOT DISTINCT FROM "group"."region"
)
SELECT
  CAST(CAST("bucket" AS date) AS timestamp) AT TIME ZONE 'Europe/Berlin' AS "time",
  CASE WHEN "region" IS NOT NULL AND MIN(COALESCE('=' || "region", '')) OVER (PARTITION BY "region_shown") <> MAX(COALESCE('=' || "region", '')) OVER (PARTITION BY "region_shown") THEN "region_shown" || ' (' || "region" || ')' ELSE "region_shown" END AS "region",
  CAST("leads" AS double precision) AS "leads_created",
  CAST("open" AS double precision) AS "open_deals"
FROM "sf_numbers"
ORDER BY "bucket", CASE WHEN SUM(CAST("leads" AS double precision)) OVER (PARTITION BY "region") IS NULL THEN 1 ELSE 0 END, SUM(CAST("leads" AS double precision)) OVER (PARTITION BY "region") DESC, "region_shown"
