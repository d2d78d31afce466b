WITH "sf_deals_closed" AS (
  -- deals by closed date, in the range
  SELECT
    COUNT(*) AS "row_count_1",
    CASE WHEN COUNT(*) FILTER (WHERE "deal"."stage" = 'won') > 0 THEN CAST(SUM(CASE WHEN "deal"."currency" = 'EUR' THEN "deal"."amount" ELSE "deal"."amount" * (
      SELECT
        "rate"."rate"
      FROM "rates" AS "rate"
      WHERE "rate"."code" = "deal"."currency"
        AND "rate"."day" <= CASE WHEN "deal"."stage" IN ('won', 'lost') AND "deal"."closed_on" IS NOT NULL THEN "deal"."closed_on" ELSE DATE '2026-02-15' END
      ORDER BY "rate"."day" DESC, "rate"."rate"
      LIMIT 1
    ) END) FILTER (WHERE "deal"."stage" = 'won') AS DOUBLE) ELSE 0 END AS "won_amount",
    COUNT(*) FILTER (WHERE "deal"."amount" IS NOT NULL AND NOT COALESCE("deal"."currency" = 'EUR', FALSE) AND (
      SELECT
        "rate"."rate"
      FROM "rates" AS "rate"
      WHERE "rate"."code" = "deal"."currency"
        AND "rate"."day" <= CASE WHEN "deal"."stage" IN ('won', 'lost') AND "deal"."closed_on" IS NOT NULL THEN "deal"."closed_on" ELSE DATE '2026-02-15' END
      ORDER BY "rate"."day" DESC, "rate"."rate"
      LIMIT 1
    ) IS NULL) AS "without_rate_1"
  FROM "deals" AS "deal"
  WHERE "deal"."deleted" = FALSE
    AND "deal"."closed_on" >= DATE '2026-01-01'
    AND "deal"."closed_on" < DATE '2026-04-01'
    AND "deal"."stage" IN ('won', 'lost')
),
"sf_deals_open" AS (
  -- deals open at the end of the period
  SELECT
    COUNT(*) AS "row_count_2",
    CAST(SUM(CASE WHEN "deal"."currency" = 'EUR' THEN "deal"."amount" ELSE "deal"."amount" * (
      SELECT
        "rate"."rate"
      FROM "rates" AS "rate"
      WHERE "rate"."code" = "deal"."currency"
        AND "rate"."day" <= DATE '2026-02-15'
      ORDER BY "rate"."day" DESC, "rate"."rate"
      LIMIT 1
    ) END) AS DOUBLE) AS "open_amount",
    COUNT(*) FILTER (WHERE "deal"."amount" IS NOT NULL AND NOT COALESCE("deal"."currency" = 'EUR', FALSE) AND (
      SELECT
        "rate"."rate"
      FROM "rates" AS "rate"
      WHERE "rate"."code" = "deal"."currency"
        AND "rate"."day" <= DATE '2026-02-15'
      ORDER BY "rate"."day" DESC, "rate"."rate"
      LIMIT 1
    ) IS NULL) AS "without_rate_2"
  FROM "deals" AS "deal"
  WHERE "deal"."deleted" = FALSE
    AND ("deal"."created_at" < TIMESTAMPTZ '2026-02-14T23:00:00.000Z' OR "deal"."created_at" IS NULL)
    AND (("deal"."stage" IS NULL OR NOT ("deal"."stage" IN ('won', 'lost'))) OR NOT ("deal"."closed_on" < DATE '2026-02-15'))
),
"sf_stacked" AS (
  -- the groups of every step, one below the other
  SELECT
    "row_count_1",
    "won_amount",
    "without_rate_1",
    CAST(NULL AS DOUBLE) AS "row_count_2",
    CAST(NULL AS DOUBLE) AS "open_amount",
    CAST(NULL AS DOUBLE) AS "without_rate_2"
  FROM "sf_deals_closed"
  UNION ALL
  SELECT
    CAST(NULL AS DOUBLE) AS "row_count_1",
    CAST(NULL AS DOUBLE) AS "won_amount",
    CAST(NULL AS DOUBLE) AS "without_rate_1",
    "row_count_2",
    "open_amount",
    "without_rate_2"
  FROM "sf_deals_open"
)
SELECT
  SUM("row_count_1") AS "row_count_1",
  SUM("won_amount") AS "won_amount",
  SUM("without_rate_1") AS "without_rate_1",
  SUM("row_count_2") AS "row_count_2",
  SUM("open_amount") AS "open_amount",
  SUM("without_rate_2") AS "without_rate_2"
FROM "sf_stacked";
