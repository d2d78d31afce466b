-- leads by qualified date, in the range
SELECT
  CAST("lead"."id" AS text) AS "id",
  CAST("lead"."stage" AS text) AS "stage",
  CAST("lead"."owner_id" AS text) AS "owner",
  CAST("users_by_owner_id"."name" AS text) AS "owner_label",
  to_char("lead"."created_at" AT TIME ZONE 'Europe/Berlin', 'YYYY-MM-DD HH24:MI') AS "createdAt",
  to_char("lead"."qualified_at" AT TIME ZONE 'Europe/Berlin', 'YYYY-MM-DD HH24:MI') AS "qualifiedAt",
  COUNT(*) OVER () AS "matching_rows"
FROM "leads" AS "lead"
LEFT JOIN "users" AS "users_by_owner_id" ON "users_by_owner_id"."id" = "lead"."owner_id"
WHERE "lead"."qualified_at" >= TIMESTAMPTZ '2025-12-31T23:00:00.000Z'
  AND "lead"."qualified_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z'
ORDER BY "lead"."qualified_at" IS NULL, "lead"."qualified_at" DESC, "lead"."id"
LIMIT 100;
