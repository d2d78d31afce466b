-- deals by closed date, in the range
SELECT
  COUNT(*) AS "row_count_1",
  COUNT(*) FILTER (WHERE "deal"."stage" = 'won') AS "won"
FROM "deals" AS "deal"
LEFT JOIN "users" AS "users_by_owner_id" ON "users_by_owner_id"."id" = "deal"."owner_id"
WHERE "deal"."deleted" = FALSE
  AND ("deal"."closed_on" >= DATE '2026-01-01' AND "deal"."closed_on" < DATE '2026-02-14' OR "deal"."closed_on" >= DATE '2026-02-14' AND "deal"."closed_on" < DATE '2026-04-01')
  AND "deal"."stage" IN ('won', 'lost')
  AND CAST("deal"."region" AS text) = ('it''s $' || 'owner, $' || '{owner} and [' || '[owner]]; $' || '__timeFrom() -- \')
  AND ("deal"."region" IS NULL OR NOT (CAST("deal"."region" AS text) = 'West'))
  AND (CAST("deal"."owner_id" AS text) = 'Ada' OR CAST("users_by_owner_id"."name" AS text) = 'Ada' OR "deal"."owner_id" IS NULL)
  AND ("users_by_owner_id"."team" IS NULL OR NOT (CAST("users_by_owner_id"."team" AS text) IN ('red', 'blue')))
  AND CAST("deal"."region" AS text) ~ '^N.*$'
  AND (CAST("users_by_owner_id"."name" AS text) IS NULL OR NOT (CAST("users_by_owner_id"."name" AS text) ~ '^Test'));
