-- Run once by docker-compose.yaml in a new database: a user for Grafana that may read and do nothing else. Whoever may
-- see a dashboard may send SQL through Grafana, so this user is what protects the database.
\getenv reader SALES_SQL_USER
\getenv password SALES_SQL_PASSWORD
CREATE ROLE :"reader" LOGIN PASSWORD :'password' IN ROLE pg_read_all_data;
ALTER ROLE :"reader" SET default_transaction_read_only = on;
ALTER ROLE :"reader" SET statement_timeout = '60s';
