-- deals by closed date, in the range
SELECT
  (ARRAY['2025-12-28', '2026-01-04', '2026-01-11', '2026-01-18', '2026-01-25', '2026-02-01', '2026-02-08', '2026-02-15', '2026-02-22', '2026-03-01', '2026-03-08', '2026-03-15', '2026-03-22', '2026-03-29'])[width_bucket("deal"."closed_local", ARRAY[TIMESTAMP '2025-12-31T18:00:00.000', TIMESTAMP '2026-01-03T18:00:00.000', TIMESTAMP '2026-01-10T18:00:00.000', TIMESTAMP '2026-01-17T18:00:00.000', TIMESTAMP '2026-01-24T18:00:00.000', TIMESTAMP '2026-01-31T18:00:00.000', TIMESTAMP '2026-02-07T18:00:00.000', TIMESTAMP '2026-02-14T18:00:00.000', TIMESTAMP '2026-02-21T18:00:00.000', TIMESTAMP '2026-02-28T18:00:00.000', TIMESTAMP '2026-03-07T18:00:00.000', TIMESTAMP '2026-03-14T19:00:00.000', TIMESTAMP '2026-03-21T19:00:00.000', TIMESTAMP '2026-03-28T19:00:00.000'])] AS "bucket",
  COUNT(*) AS "row_count_1",
  COUNT(*) AS "closed",
  CAST(SUM(CAST(CAST(("deal"."closed_local" AT TIME ZONE 'America/New_York') AT TIME ZONE 'Europe/Berlin' AS date) - "deal"."created_on" AS double precision)) AS double precision) AS "closed_cycle_sum",
  COUNT(*) FILTER (WHERE CAST(CAST(("deal"."closed_local" AT TIME ZONE 'America/New_York') AT TIME ZONE 'Europe/Berlin' AS date) - "deal"."created_on" AS double precision) IS NOT NULL) AS "closed_cycle_count"
FROM "deals" AS "deal"
WHERE "deal"."deleted" = FALSE
  AND ("deal"."closed_local" >= TIMESTAMP '2025-12-31T18:00:00.000' AND "deal"."closed_local" < TIMESTAMP '2026-02-13T18:00:00.000' OR "deal"."closed_local" >= TIMESTAMP '2026-02-13T18:00:00.000' AND "deal"."closed_local" < TIMESTAMP '2026-03-31T18:00:00.000')
  AND "deal"."stage" IN ('won', 'lost')
GROUP BY 1;
