-- deals by closed date, in the range
SELECT
  CAST("deal"."id" AS VARCHAR) AS "id",
  CAST("deal"."stage" AS VARCHAR) AS "stage",
  CAST("deal"."owner_id" AS VARCHAR) AS "owner",
  CAST("users_by_owner_id"."name" AS VARCHAR) AS "owner_label",
  CAST("deal"."amount" AS DOUBLE) AS "amount",
  strftime("deal"."closed_on", '%Y-%m-%d') AS "closedAt",
  COUNT(*) OVER () AS "matching_rows"
FROM "deals" AS "deal"
LEFT JOIN "users" AS "users_by_owner_id" ON "users_by_owner_id"."id" = "deal"."owner_id"
WHERE "deal"."deleted" = FALSE
  AND "deal"."closed_on" >= DATE '2026-01-01'
  AND "deal"."closed_on" < DATE '2026-04-01'
  AND "deal"."stage" IN ('won', 'lost')
  AND (CAST("deal"."owner_id" AS VARCHAR) = 'Ada' OR CAST("users_by_owner_id"."name" AS VARCHAR) = 'Ada')
  AND "deal"."stage" = 'won'
ORDER BY "deal"."closed_on" IS NULL, "deal"."closed_on" DESC, "deal"."id"
LIMIT 100;
