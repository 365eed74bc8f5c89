CREATE TABLE outbox (
  id uuid NOT NULL PRIMARY KEY,
  kind varchar(16) NOT NULL,
  payload bytea NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL
);

CREATE INDEX outbox_by_due_time ON outbox (kind, due_at);

-- //@UNDO

DROP TABLE outbox;
