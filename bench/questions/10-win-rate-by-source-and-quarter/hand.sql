-- Fast because both quarters are read in one go, and because they are written with OR, which PostgreSQL reads as two
-- bitmaps of the index on closed_at: each page of the table is visited once, where a plain index scan would visit one
-- for each closed deal.
SELECT
  source,
  count(*) FILTER (WHERE stage = 'won' AND closed_at >= '2026-07-01 00:00 Europe/Berlin') AS won,
  count(*) FILTER (WHERE closed_at >= '2026-07-01 00:00 Europe/Berlin') AS closed,
  count(*) FILTER (WHERE stage = 'won' AND closed_at < '2026-07-01 00:00 Europe/Berlin') AS previous_won,
  count(*) FILTER (WHERE closed_at < '2026-07-01 00:00 Europe/Berlin') AS previous_closed
FROM bench.deals
WHERE stage IN ('won', 'lost')
  AND (
    (closed_at >= '2026-04-01 00:00 Europe/Berlin' AND closed_at < '2026-07-01 00:00 Europe/Berlin')
    OR (closed_at >= '2026-07-01 00:00 Europe/Berlin' AND closed_at < '2026-10-01 00:00 Europe/Berlin')
  )
GROUP BY source
ORDER BY source;
