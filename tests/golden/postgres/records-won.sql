-- deals by closed date, in the range
SELECT
  CAST("deal"."id" AS text) AS "id",
  CAST("deal"."stage" AS text) AS "stage",
  CAST("deal"."owner_id" AS text) AS "owner",
  CAST("users_by_owner_id"."name" AS text) AS "owner_label",
  CAST("deal"."amount" AS double precision) AS "amount",
  to_char("deal"."closed_on", 'YYYY-MM-DD') AS "closedAt",
  COUNT(*) OVER () AS "matching_rows"
FROM "deals" AS "deal"
LEFT JOIN "users" AS "users_by_owner_id" ON "users_by_owner_id"."id" = "deal"."owner_id"
WHERE "deal"."deleted" = FALSE
  AND ("deal"."closed_on" >= DATE '2026-01-01' AND "deal"."closed_on" < DATE '2026-02-14' OR "deal"."closed_on" >= DATE '2026-02-14' AND "deal"."closed_on" < DATE '2026-04-01')
  AND "deal"."stage" IN ('won', 'lost')
  AND (CAST("deal"."owner_id" AS text) = 'Ada' OR CAST("users_by_owner_id"."name" AS text) = 'Ada')
  AND "deal"."stage" = 'won'
ORDER BY "deal"."closed_on" IS NULL, "deal"."closed_on" DESC, "deal"."id"
LIMIT 100;
