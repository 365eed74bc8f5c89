-- refresh tokens

CREATE TABLE refresh_tokens (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  revoked INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  generation INTEGER NOT NULL,
  burst_from INTEGER NOT NULL,
  burst_started_at TEXT NOT NULL,
  rotated_at TEXT NOT NULL,
  rotated_by BLOB NOT NULL,
  rotated_epoch INTEGER NOT NULL,
  recoveries INTEGER NOT NULL,
  recoveries_since TEXT,
  key_material BLOB NOT NULL,
  key_id TEXT NOT NULL,
  CONSTRAINT refresh_tokens_session UNIQUE (session_id),
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  FOREIGN KEY (session_id) REFERENCES user_sessions (id) ON DELETE CASCADE
);

CREATE INDEX refresh_tokens_by_user ON refresh_tokens (user_id);

-- //@UNDO

DROP TABLE refresh_tokens;
