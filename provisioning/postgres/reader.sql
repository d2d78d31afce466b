-- Run by docker-compose.yaml after each load: the user that Grafana's SQL data source signs in with. It may read the
-- demo company and nothing else. Whoever may see a dashboard may send SQL through Grafana, so this user is what protects
-- the database.
\set ON_ERROR_STOP on
\getenv reader SALES_SQL_USER
\getenv password SALES_SQL_PASSWORD
SELECT format('CREATE ROLE %I LOGIN', :'reader')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'reader') \gexec
ALTER ROLE :"reader" PASSWORD :'password';
ALTER ROLE :"reader" SET default_transaction_read_only = on;
ALTER ROLE :"reader" SET statement_timeout = '60s';
REVOKE TEMPORARY ON DATABASE :"DBNAME" FROM PUBLIC;
GRANT USAGE ON SCHEMA crm TO :"reader";
GRANT SELECT ON ALL TABLES IN SCHEMA crm TO :"reader";
