-- What the alert rules need beside the tables of schema.sql: products, teams and leads of deals, their changes, and
-- targets. As there, every choice is a hash of an id.

CREATE FUNCTION pg_temp.chance(key bigint, salt bigint) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT (hashint8extended(key, salt) & 4294967295)::double precision / 4294967296.0::double precision $$;

CREATE TABLE bench.sold AS
SELECT
  deals.*,
  users.team,
  (ARRAY['Core', 'Connect', 'Insight', 'Guard', 'Academy'])[1 + floor(5 * pow(pg_temp.chance(deals.id, 60), 1.3))::int] AS product,
  -- Every other deal comes from a lead that was created some days before.
  CASE WHEN deals.id % 2 = 0 THEN nullif(greatest(deals.id / 2 - 5000, 0), 0) END AS lead_id
FROM bench.deals
JOIN bench.users ON users.id = deals.owner_id
ORDER BY deals.id;

CREATE TABLE bench.found AS
SELECT
  *,
  CASE WHEN source IN ('Paid search', 'Social') THEN 'Paid' WHEN source IN ('Event', 'Webinar') THEN 'Field' WHEN source = 'Outbound' THEN 'Outbound' ELSE 'Organic' END AS channel
FROM bench.leads
ORDER BY id;

-- Seven deals in ten have their date moved once, three in ten their amount changed: a million rows.
CREATE TABLE bench.deal_changes AS
SELECT row_number() OVER (ORDER BY at, deal_id, field) AS id, *
FROM (
  SELECT id AS deal_id, created_at + (0.2 + 0.6 * pg_temp.chance(id, 62)) * (coalesce(closed_at, '2026-10-31 23:00:00Z') - created_at) AS at, 'expected_close' AS field, (expected_close - 30)::text AS old, expected_close::text AS new
  FROM bench.deals
  WHERE pg_temp.chance(id, 61) < 0.7
  UNION ALL
  SELECT id, created_at + (0.2 + 0.6 * pg_temp.chance(id, 64)) * (coalesce(closed_at, '2026-10-31 23:00:00Z') - created_at), 'amount', (amount * 1.1)::text, amount::text
  FROM bench.deals
  WHERE pg_temp.chance(id, 63) < 0.3
) AS change
ORDER BY at, deal_id;

-- Monthly: the company, its regions and its teams.
CREATE TABLE bench.targets AS
SELECT row_number() OVER () AS id, 'bookings' AS metric, to_char(month, 'YYYY-MM') AS period, team, region, value
FROM generate_series(timestamp '2023-11-01', timestamp '2027-06-01', interval '1 month') AS month
CROSS JOIN (
  SELECT NULL AS team, NULL AS region, 150e6 AS value
  UNION ALL SELECT DISTINCT team, NULL, 25e6 FROM bench.users
  UNION ALL SELECT DISTINCT NULL, region, 30e6 FROM bench.users
) AS level;

ALTER TABLE bench.sold ADD PRIMARY KEY (id);
CREATE INDEX ON bench.sold (created_at);
CREATE INDEX ON bench.sold (closed_at);
CREATE INDEX ON bench.sold (lead_id);
ALTER TABLE bench.found ADD PRIMARY KEY (id);
CREATE INDEX ON bench.found (created_at);
ALTER TABLE bench.deal_changes ADD PRIMARY KEY (id);
CREATE INDEX ON bench.deal_changes (deal_id, at);
