-- deals by closed date, in the range
SELECT
  strftime(date_trunc('week', (("deal"."closed_local" AT TIME ZONE 'America/New_York') AT TIME ZONE 'Europe/Berlin') + to_days(CAST(1 AS INTEGER))) + to_days(CAST((-1) AS INTEGER)), '%Y-%m-%d') AS "bucket",
  COUNT(*) AS "row_count_1",
  COUNT(*) AS "closed",
  CAST(SUM(CAST(CAST(("deal"."closed_local" AT TIME ZONE 'America/New_York') AT TIME ZONE 'Europe/Berlin' AS date) - "deal"."created_on" AS DOUBLE)) AS DOUBLE) AS "closed_cycle_sum",
  COUNT(*) FILTER (WHERE CAST(CAST(("deal"."closed_local" AT TIME ZONE 'America/New_York') AT TIME ZONE 'Europe/Berlin' AS date) - "deal"."created_on" AS DOUBLE) IS NOT NULL) AS "closed_cycle_count"
FROM "deals" AS "deal"
WHERE "deal"."deleted" = FALSE
  AND "deal"."closed_local" >= TIMESTAMP '2025-12-31T18:00:00.000'
  AND "deal"."closed_local" < TIMESTAMP '2026-03-31T18:00:00.000'
  AND "deal"."stage" IN ('won', 'lost')
GROUP BY date_trunc('week', (("deal"."closed_local" AT TIME ZONE 'America/New_York') AT TIME ZONE 'Europe/Berlin') + to_days(CAST(1 AS INTEGER))) + to_days(CAST((-1) AS INTEGER));
