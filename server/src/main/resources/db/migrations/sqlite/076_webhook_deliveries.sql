CREATE TABLE webhook_deliveries (
  id TEXT NOT NULL PRIMARY KEY,
  webhook_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  action TEXT NOT NULL CHECK (length(action) <= 64),
  state TEXT NOT NULL CHECK (length(state) <= 16),
  attempts INTEGER NOT NULL,
  response_status INTEGER,
  error TEXT CHECK (length(error) <= 64),
  created_at TEXT NOT NULL,
  last_attempt_at TEXT
) STRICT;

CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook_id, created_at, id);

CREATE INDEX webhook_deliveries_by_time ON webhook_deliveries (created_at);

-- //@UNDO

DROP TABLE webhook_deliveries;
