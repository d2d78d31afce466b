WITH "sf_leads_created" AS (
  -- leads by created date, in the range
  SELECT
    'current' AS "window",
    date_trunc('week', "lead"."created_at" AT TIME ZONE 'Europe/Berlin') AS "bucket",
    COUNT(*) AS "row_count_1",
    COUNT(*) AS "leads"
  FROM "leads" AS "lead"
  WHERE "lead"."created_at" >= TIMESTAMPTZ '2025-12-31T23:00:00.000Z'
    AND "lead"."created_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z'
  GROUP BY date_trunc('week', "lead"."created_at" AT TIME ZONE 'Europe/Berlin')
),
"sf_leads_created_before" AS (
  -- leads by created date, in the period before
  SELECT
    'previous' AS "window",
    date_trunc('week', "lead"."created_at" AT TIME ZONE 'Europe/Berlin') AS "bucket",
    COUNT(*) AS "row_count_1",
    COUNT(*) AS "leads"
  FROM "leads" AS "lead"
  WHERE "lead"."created_at" >= TIMESTAMPTZ '2025-01-01T23:00:00.000Z'
    AND "lead"."created_at" < TIMESTAMPTZ '2025-04-01T22:00:00.000Z'
  GROUP BY date_trunc('week', "lead"."created_at" AT TIME ZONE 'Europe/Berlin')
),
"sf_stacked" AS (
  -- the groups of every step, one below the other
  SELECT
    "window",
    "bucket",
    "row_count_1",
    "leads"
  FROM "sf_leads_created"
  UNION ALL
  SELECT
    "window",
    "bucket",
    "row_count_1",
    "leads"
  FROM "sf_leads_created_before"
)
SELECT
  "window",
  strftime("bucket", '%Y-%m-%d') AS "bucket",
  SUM("row_count_1") AS "row_count_1",
  SUM("leads") AS "leads"
FROM "sf_stacked"
GROUP BY "window", "bucket";
