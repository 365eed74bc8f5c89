CREATE TABLE webhooks (
  id TEXT NOT NULL PRIMARY KEY,
  url TEXT NOT NULL CHECK (length(url) <= 2048),
  events TEXT NOT NULL CHECK (length(events) <= 2048),
  secret BLOB NOT NULL CHECK (length(secret) <= 512),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  disabled_reason TEXT CHECK (length(disabled_reason) <= 64),
  created_at TEXT NOT NULL
) STRICT;

-- //@UNDO

DROP TABLE webhooks;
