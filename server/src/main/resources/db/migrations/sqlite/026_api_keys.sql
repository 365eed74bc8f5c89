CREATE TABLE api_keys (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (length(name) <= 255),
  key_hash BLOB NOT NULL UNIQUE CHECK (length(key_hash) <= 32),
  key_prefix TEXT NOT NULL CHECK (length(key_prefix) <= 16),
  scopes TEXT NOT NULL,
  permissions TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  expires_at TEXT,
  last_used_at TEXT,
  rotated_at TEXT,
  rotated_from TEXT,
  revoked_at TEXT,
  revoked_reason TEXT CHECK (length(revoked_reason) <= 32)
) STRICT;

CREATE INDEX api_keys_by_user ON api_keys (user_id, created_at, id);

CREATE INDEX api_keys_by_expiry ON api_keys (expires_at);

-- //@UNDO

DROP TABLE api_keys;
