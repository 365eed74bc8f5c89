CREATE TABLE one_time_tokens (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  purpose TEXT NOT NULL CHECK (length(purpose) <= 32),
  token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) <= 32),
  epoch INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at TEXT
) STRICT;

CREATE INDEX one_time_tokens_by_user ON one_time_tokens (user_id);

CREATE INDEX one_time_tokens_by_expiry ON one_time_tokens (expires_at);

-- //@UNDO

DROP TABLE one_time_tokens;
