-- The tables of the benchmark: a small CRM and its stage history, with the indexes a sensible team would have.
CREATE SCHEMA bench;

CREATE TABLE bench.users (
  id     int PRIMARY KEY,
  name   text,
  team   text,
  region text,
  active boolean
);

-- One row a deal, as it is today. closed_at is set when, and only when, the stage is won or lost.
CREATE TABLE bench.deals (
  id             bigint PRIMARY KEY,
  created_at     timestamptz NOT NULL,
  closed_at      timestamptz,
  stage          text NOT NULL,
  amount         numeric(12,2),
  expected_close date,
  owner_id       int,
  region         text,
  source         text
);

-- One row each time a deal's stage was written; as in most CRMs, a deal may be saved again in the stage it is in.
CREATE TABLE bench.stage_history (
  id         bigint PRIMARY KEY,
  deal_id    bigint NOT NULL,
  stage      text NOT NULL,
  changed_at timestamptz NOT NULL
);

CREATE TABLE bench.leads (
  id         bigint PRIMARY KEY,
  created_at timestamptz NOT NULL,
  source     text,
  region     text
);

CREATE INDEX deals_created_at ON bench.deals (created_at);
CREATE INDEX deals_closed_at ON bench.deals (closed_at);
CREATE INDEX stage_history_deal ON bench.stage_history (deal_id, changed_at);
CREATE INDEX leads_created_at ON bench.leads (created_at);
