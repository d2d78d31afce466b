-- deals by closed date, in the range
SELECT
  CAST("deal"."owner_id" AS text) AS "owner",
  CAST("users_by_owner_id"."team" AS text) AS "team",
  CAST(MAX("users_by_owner_id"."name") AS text) AS "owner_label",
  COUNT(*) AS "row_count_1",
  CASE WHEN COUNT(*) FILTER (WHERE "deal"."stage" = 'won') > 0 THEN CAST(SUM("deal"."amount") FILTER (WHERE "deal"."stage" = 'won') AS double precision) ELSE 0 END AS "won_amount"
FROM "deals" AS "deal"
LEFT JOIN "users" AS "users_by_owner_id" ON "users_by_owner_id"."id" = "deal"."owner_id"
WHERE "deal"."deleted" = FALSE
  AND ("deal"."closed_on" >= DATE '2026-01-01' AND "deal"."closed_on" < DATE '2026-02-14' OR "deal"."closed_on" >= DATE '2026-02-14' AND "deal"."closed_on" < DATE '2026-04-01')
  AND "deal"."stage" IN ('won', 'lost')
GROUP BY "deal"."owner_id", "users_by_owner_id"."team";
