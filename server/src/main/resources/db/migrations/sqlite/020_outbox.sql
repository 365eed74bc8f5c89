CREATE TABLE outbox (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (length(kind) <= 16),
  payload BLOB NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  due_at TEXT NOT NULL
) STRICT;

CREATE INDEX outbox_by_due_time ON outbox (kind, due_at);

-- //@UNDO

DROP TABLE outbox;
