-- values of a dimension
SELECT
  CAST("deal"."owner_id" AS VARCHAR) AS "owner",
  CAST(MAX("users_by_owner_id"."name") AS VARCHAR) AS "owner_label",
  COUNT(*) AS "row_count"
FROM "deals" AS "deal"
LEFT JOIN "users" AS "users_by_owner_id" ON "users_by_owner_id"."id" = "deal"."owner_id"
WHERE "deal"."deleted" = FALSE
  AND (STRPOS(LOWER(CAST("deal"."owner_id" AS VARCHAR)), LOWER(('a$' || 'b'))) > 0 OR STRPOS(LOWER(CAST("users_by_owner_id"."name" AS VARCHAR)), LOWER(('a$' || 'b'))) > 0)
GROUP BY "deal"."owner_id"
ORDER BY COUNT(*) DESC
LIMIT 1001;
