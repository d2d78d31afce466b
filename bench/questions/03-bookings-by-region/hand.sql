-- Fast because the quarter is written as two halves with OR, which PostgreSQL reads as two bitmaps of the index on
-- closed_at: each page of the table is visited once, where a plain index scan would visit one for each closed deal.
SELECT
  region,
  sum(amount) AS bookings,
  count(*) AS won_deals
FROM bench.deals
WHERE stage = 'won'
  AND (
    (closed_at >= '2026-07-01 00:00 Europe/Berlin' AND closed_at < '2026-08-15 00:00 Europe/Berlin')
    OR (closed_at >= '2026-08-15 00:00 Europe/Berlin' AND closed_at < '2026-10-01 00:00 Europe/Berlin')
  )
GROUP BY region
ORDER BY region;
