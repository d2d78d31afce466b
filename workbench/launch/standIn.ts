/** A small table for a work tree whose command line does not exist yet. */
import pg from 'pg';

export async function loadStandIn(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`
      CREATE SCHEMA crm;
      CREATE TABLE crm.deals AS
        SELECT n AS id, now() - n * interval '20 minutes' AS created_at,
               (ARRAY['East', 'West', 'North'])[1 + n % 3] AS region,
               (ARRAY['Prospecting', 'Qualified', 'Proposal', 'Won', 'Lost'])[1 + (n * n) % 5] AS stage,
               (100 + n % 900)::numeric(12, 2) AS amount
        FROM generate_series(1, 20000) AS n;
      ANALYZE;
    `);
  } finally {
    await client.end();
  }
}
