WITH "sf_leads_created" AS (
  -- leads by created date, in the range
  SELECT
    'current' AS "window",
    (ARRAY['2025-12-29', '2026-01-05', '2026-01-12', '2026-01-19', '2026-01-26', '2026-02-02', '2026-02-09', '2026-02-16', '2026-02-23', '2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23', '2026-03-30'])[width_bucket("lead"."created_at", ARRAY[TIMESTAMPTZ '2025-12-31T23:00:00.000Z', TIMESTAMPTZ '2026-01-04T23:00:00.000Z', TIMESTAMPTZ '2026-01-11T23:00:00.000Z', TIMESTAMPTZ '2026-01-18T23:00:00.000Z', TIMESTAMPTZ '2026-01-25T23:00:00.000Z', TIMESTAMPTZ '2026-02-01T23:00:00.000Z', TIMESTAMPTZ '2026-02-08T23:00:00.000Z', TIMESTAMPTZ '2026-02-15T23:00:00.000Z', TIMESTAMPTZ '2026-02-22T23:00:00.000Z', TIMESTAMPTZ '2026-03-01T23:00:00.000Z', TIMESTAMPTZ '2026-03-08T23:00:00.000Z', TIMESTAMPTZ '2026-03-15T23:00:00.000Z', TIMESTAMPTZ '2026-03-22T23:00:00.000Z', TIMESTAMPTZ '2026-03-29T22:00:00.000Z'])] AS "bucket",
    COUNT(*) AS "row_count_1",
    COUNT(*) AS "leads"
  FROM "leads" AS "lead"
  WHERE "lead"."created_at" >= TIMESTAMPTZ '2025-12-31T23:00:00.000Z'
    AND "lead"."created_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z'
  GROUP BY 2
),
"sf_leads_created_before" AS (
  -- leads by created date, in the period before
  SELECT
    'previous' AS "window",
    (ARRAY['2024-12-30', '2025-01-06', '2025-01-13', '2025-01-20', '2025-01-27', '2025-02-03', '2025-02-10', '2025-02-17', '2025-02-24', '2025-03-03', '2025-03-10', '2025-03-17', '2025-03-24', '2025-03-31'])[width_bucket("lead"."created_at", ARRAY[TIMESTAMPTZ '2025-01-01T23:00:00.000Z', TIMESTAMPTZ '2025-01-05T23:00:00.000Z', TIMESTAMPTZ '2025-01-12T23:00:00.000Z', TIMESTAMPTZ '2025-01-19T23:00:00.000Z', TIMESTAMPTZ '2025-01-26T23:00:00.000Z', TIMESTAMPTZ '2025-02-02T23:00:00.000Z', TIMESTAMPTZ '2025-02-09T23:00:00.000Z', TIMESTAMPTZ '2025-02-16T23:00:00.000Z', TIMESTAMPTZ '2025-02-23T23:00:00.000Z', TIMESTAMPTZ '2025-03-02T23:00:00.000Z', TIMESTAMPTZ '2025-03-09T23:00:00.000Z', TIMESTAMPTZ '2025-03-16T23:00:00.000Z', TIMESTAMPTZ '2025-03-23T23:00:00.000Z', TIMESTAMPTZ '2025-03-30T22:00:00.000Z'])] AS "bucket",
    COUNT(*) AS "row_count_1",
    COUNT(*) AS "leads"
  FROM "leads" AS "lead"
  WHERE "lead"."created_at" >= TIMESTAMPTZ '2025-01-01T23:00:00.000Z'
    AND "lead"."created_at" < TIMESTAMPTZ '2025-04-01T22:00:00.000Z'
  GROUP BY 2
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
  "bucket",
  SUM("row_count_1") AS "row_count_1",
  SUM("leads") AS "leads"
FROM "sf_stacked"
GROUP BY "window", "bucket";
