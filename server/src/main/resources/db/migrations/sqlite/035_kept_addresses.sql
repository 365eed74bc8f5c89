CREATE TABLE kept_addresses (
  email_key TEXT NOT NULL PRIMARY KEY CHECK (length(email_key) <= 320),
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;

CREATE INDEX kept_addresses_by_user ON kept_addresses (user_id);

CREATE INDEX kept_addresses_by_expiry ON kept_addresses (expires_at);

-- //@UNDO

DROP TABLE kept_addresses;
