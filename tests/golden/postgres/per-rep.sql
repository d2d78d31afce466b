WITH "sf_deals_closed" AS (
  -- deals by closed date, in the range
  SELECT
    CAST("users_by_owner_id"."team" AS text) AS "team",
    COUNT(*) AS "row_count_1",
    CASE WHEN COUNT(*) FILTER (WHERE "deal"."stage" = 'won') > 0 THEN CAST(SUM("deal"."amount") FILTER (WHERE "deal"."stage" = 'won') AS double precision) ELSE 0 END AS "won_amount"
  FROM "deals" AS "deal"
  LEFT JOIN "users" AS "users_by_owner_id" ON "users_by_owner_id"."id" = "deal"."owner_id"
  WHERE "deal"."deleted" = FALSE
    AND ("deal"."closed_on" >= DATE '2026-01-01' AND "deal"."closed_on" < DATE '2026-02-14' OR "deal"."closed_on" >= DATE '2026-02-14' AND "deal"."closed_on" < DATE '2026-04-01')
    AND "deal"."stage" IN ('won', 'lost')
  GROUP BY "users_by_owner_id"."team"
),
"sf_active_reps" AS (
  -- reps that are active today, in each period
  SELECT
    CAST("rep"."team" AS text) AS "team",
    COUNT(*) AS "row_count_2",
    COUNT(*) AS "reps"
  FROM (
    VALUES
      ('current', NULL)
  ) AS "period" ("window", "bucket")
  CROSS JOIN "users" AS "rep"
  WHERE CAST(CAST("rep"."active" AS text) AS boolean)
  GROUP BY "rep"."team"
),
"sf_stacked" AS (
  -- the groups of every step, one below the other
  SELECT
    "team",
    "row_count_1",
    "won_amount",
    CAST(NULL AS double precision) AS "row_count_2",
    CAST(NULL AS double precision) AS "reps"
  FROM "sf_deals_closed"
  UNION ALL
  SELECT
    "team",
    CAST(NULL AS double precision) AS "row_count_1",
    CAST(NULL AS double precision) AS "won_amount",
    "row_count_2",
    "reps"
  FROM "sf_active_reps"
)
SELECT
  "team",
  SUM("row_count_1") AS "row_count_1",
  SUM("won_amount") AS "won_amount",
  SUM("row_count_2") AS "row_count_2",
  SUM("reps") AS "reps"
FROM "sf_stacked"
GROUP BY "team";
