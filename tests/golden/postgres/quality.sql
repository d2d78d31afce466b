-- every deal as of now
SELECT
  COUNT(*) AS "row_count_1",
  COUNT(*) FILTER (WHERE NOT EXISTS (
    SELECT
      1 AS "found"
    FROM (
      SELECT
        "change"."deal_id" AS "item",
        "change"."stage",
        "change"."changed_at" AS "at",
        "change"."id" AS "seq"
      FROM "deal_stages" AS "change"
      WHERE "change"."changed_at" < TIMESTAMPTZ '2026-04-30T22:00:00.000Z'
    ) AS "history"
    WHERE "history"."item" = "deal"."id"
  )) AS "all_without_history",
  COUNT(*) AS "all_deals",
  COUNT(*) FILTER (WHERE NOT (CAST("deal"."created_at" AT TIME ZONE 'Europe/Berlin' AS date) <= "deal"."closed_on")) AS "all_reversed",
  COUNT(*) FILTER (WHERE "deal"."created_at" IS NOT NULL AND "deal"."closed_on" IS NOT NULL) AS "all_with_both_dates",
  COUNT(*) FILTER (WHERE "deal"."stage" = 'won' AND ("deal"."amount" IS NULL OR "deal"."amount" = 0)) AS "all_won_without_amount",
  COUNT(*) FILTER (WHERE "deal"."stage" = 'won') AS "all_won",
  COUNT(*) FILTER (WHERE NOT ("deal"."stage" = 'won') AND NOT ("deal"."stage" = 'lost') AND "deal"."close_date" < DATE '2026-05-01') AS "all_open_past_close",
  COUNT(*) FILTER (WHERE NOT ("deal"."stage" = 'won') AND NOT ("deal"."stage" = 'lost')) AS "all_open",
  COUNT(*) FILTER (WHERE "deal"."owner_id" IS NULL) AS "all_unassigned",
  COUNT(*) FILTER (WHERE "deal"."id" IN (
    SELECT
      "history"."item"
    FROM (
      SELECT
        "change"."deal_id" AS "item",
        "change"."stage",
        "change"."changed_at" AS "at",
        "change"."id" AS "seq"
      FROM "deal_stages" AS "change"
      WHERE "change"."changed_at" < TIMESTAMPTZ '2026-04-30T22:00:00.000Z'
    ) AS "history"
    GROUP BY "history"."item", date_trunc('second', "history"."at" AT TIME ZONE 'Europe/Berlin')
    HAVING COUNT(*) >= 2
  )) AS "all_bulk_moved",
  CASE WHEN GREATEST(COALESCE(MAX(CASE WHEN "deal"."created_at" < TIMESTAMPTZ '2026-04-30T22:00:00.000Z' THEN "deal"."created_at" END), TIMESTAMPTZ '0001-01-01T00:00:00.000Z'), COALESCE(MAX(CASE WHEN "deal"."closed_on" < DATE '2026-05-01' THEN (CAST("deal"."closed_on" AS timestamp) + 1 * INTERVAL '1 day') AT TIME ZONE 'Europe/Berlin' END), TIMESTAMPTZ '0001-01-01T00:00:00.000Z'), COALESCE(MAX("latest_change"."at"), TIMESTAMPTZ '0001-01-01T00:00:00.000Z'), TIMESTAMPTZ '0001-01-01T00:00:00.000Z') > TIMESTAMPTZ '0001-01-01T00:00:00.000Z' THEN GREATEST(date_part('epoch', TIMESTAMPTZ '2026-04-30T22:00:00.000Z' - GREATEST(COALESCE(MAX(CASE WHEN "deal"."created_at" < TIMESTAMPTZ '2026-04-30T22:00:00.000Z' THEN "deal"."created_at" END), TIMESTAMPTZ '0001-01-01T00:00:00.000Z'), COALESCE(MAX(CASE WHEN "deal"."closed_on" < DATE '2026-05-01' THEN (CAST("deal"."closed_on" AS timestamp) + 1 * INTERVAL '1 day') AT TIME ZONE 'Europe/Berlin' END), TIMESTAMPTZ '0001-01-01T00:00:00.000Z'), COALESCE(MAX("latest_change"."at"), TIMESTAMPTZ '0001-01-01T00:00:00.000Z'), TIMESTAMPTZ '0001-01-01T00:00:00.000Z')) / 3600, 0) END AS "newest_age_hours",
  COUNT(*) FILTER (WHERE CAST("deal"."created_at" AT TIME ZONE 'Europe/Berlin' AS date) IN (
    SELECT
      "days"."day"
    FROM (
      SELECT
        CAST("row"."created_at" AT TIME ZONE 'Europe/Berlin' AS date) AS "day",
        COUNT(*) AS "n"
      FROM "deals" AS "row"
      WHERE "row"."deleted" = FALSE
        AND "row"."created_at" IS NOT NULL
        AND "row"."created_at" < TIMESTAMPTZ '2026-04-30T22:00:00.000Z'
      GROUP BY CAST("row"."created_at" AT TIME ZONE 'Europe/Berlin' AS date)
    ) AS "days"
    WHERE "days"."n" > 20 * (
        SELECT
          percentile_cont(0.5) WITHIN GROUP (ORDER BY "usual"."n") AS "median"
        FROM (
          SELECT
            CAST("row"."created_at" AT TIME ZONE 'Europe/Berlin' AS date) AS "day",
            COUNT(*) AS "n"
          FROM "deals" AS "row"
          WHERE "row"."deleted" = FALSE
            AND "row"."created_at" IS NOT NULL
            AND "row"."created_at" < TIMESTAMPTZ '2026-04-30T22:00:00.000Z'
          GROUP BY CAST("row"."created_at" AT TIME ZONE 'Europe/Berlin' AS date)
        ) AS "usual"
      )
  )) AS "all_imported"
FROM "deals" AS "deal"
LEFT JOIN "users" AS "users_by_owner_id" ON "users_by_owner_id"."id" = "deal"."owner_id"
LEFT JOIN (
  SELECT
    "history"."at"
  FROM (
    SELECT
      "change"."deal_id" AS "item",
      "change"."stage",
      "change"."changed_at" AS "at",
      "change"."id" AS "seq"
    FROM "deal_stages" AS "change"
    WHERE "change"."changed_at" < TIMESTAMPTZ '2026-04-30T22:00:00.000Z'
  ) AS "history"
  JOIN "deals" AS "kept" ON "history"."item" = "kept"."id"
  WHERE "kept"."deleted" = FALSE
    AND ("kept"."created_at" IS NULL OR "kept"."created_at" < TIMESTAMPTZ '2026-04-30T22:00:00.000Z')
    AND "history"."at" > COALESCE((
      SELECT
        MAX(CASE WHEN "kept"."created_at" < TIMESTAMPTZ '2026-04-30T22:00:00.000Z' THEN "kept"."created_at" END) AS "at"
      FROM "deals" AS "kept"
      WHERE "kept"."deleted" = FALSE
    ), TIMESTAMPTZ '0001-01-01T00:00:00.000Z')
  ORDER BY "history"."at" DESC
  LIMIT 1
) AS "latest_change" ON TRUE
WHERE "deal"."deleted" = FALSE
  AND ("deal"."created_at" IS NULL OR "deal"."created_at" < TIMESTAMPTZ '2026-04-30T22:00:00.000Z');
