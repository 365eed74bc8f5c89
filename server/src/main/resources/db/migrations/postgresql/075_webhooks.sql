CREATE TABLE webhooks (
  id uuid NOT NULL PRIMARY KEY,
  url varchar(2048) NOT NULL,
  events varchar(2048) NOT NULL,
  secret bytea NOT NULL,
  is_active boolean NOT NULL,
  disabled_reason varchar(64),
  created_at timestamptz NOT NULL
);

-- //@UNDO

DROP TABLE webhooks;
