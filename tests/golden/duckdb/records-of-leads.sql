-- leads by qualified date, in the range
SELECT
  CAST("lead"."id" AS VARCHAR) AS "id",
  CAST("lead"."stage" AS VARCHAR) AS "stage",
  CAST("lead"."owner_id" AS VARCHAR) AS "owner",
  CAST("users_by_owner_id"."name" AS VARCHAR) AS "owner_label",
  strftime("lead"."created_at" AT TIME ZONE 'Europe/Berlin', '%Y-%m-%d %H:%M') AS "createdAt",
  strftime("lead"."qualified_at" AT TIME ZONE 'Europe/Berlin', '%Y-%m-%d %H:%M') AS "qualifiedAt",
  COUNT(*) OVER () AS "matching_rows"
FROM "leads" AS "lead"
LEFT JOIN "users" AS "users_by_owner_id" ON "users_by_owner_id"."id" = "lead"."owner_id"
WHERE "lead"."qualified_at" >= TIMESTAMPTZ '2025-12-31T23:00:00.000Z'
  AND "lead"."qualified_at" < TIMESTAMPTZ '2026-03-31T22:00:00.000Z'
ORDER BY "lead"."qualified_at" IS NULL, "lead"."qualified_at" DESC, "lead"."id"
LIMIT 100;
