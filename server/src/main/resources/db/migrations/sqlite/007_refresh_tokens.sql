CREATE TABLE refresh_tokens (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  session_id TEXT NOT NULL UNIQUE REFERENCES user_sessions (id) ON DELETE CASCADE,
  expires_at TEXT NOT NULL,
  revoked INTEGER NOT NULL CHECK (revoked IN (0, 1)),
  created_at TEXT NOT NULL,
  generation INTEGER NOT NULL,
  burst_from INTEGER NOT NULL,
  burst_started_at TEXT NOT NULL,
  rotated_at TEXT NOT NULL,
  rotated_by BLOB NOT NULL CHECK (length(rotated_by) <= 32),
  rotated_epoch INTEGER NOT NULL,
  recoveries INTEGER NOT NULL DEFAULT 0,
  recoveries_since TEXT,
  key_material BLOB NOT NULL CHECK (length(key_material) <= 32),
  key_id TEXT NOT NULL CHECK (length(key_id) <= 16)
) STRICT;

CREATE INDEX refresh_tokens_by_user ON refresh_tokens (user_id);

-- //@UNDO

DROP TABLE refresh_tokens;
