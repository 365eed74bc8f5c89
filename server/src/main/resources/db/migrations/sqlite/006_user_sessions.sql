-- user sessions

CREATE TABLE user_sessions (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  session_token BLOB,
  token_prefix TEXT NOT NULL,
  is_active INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  last_used_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  ip_address TEXT,
  user_agent TEXT,
  auth_methods TEXT NOT NULL,
  ended_at TEXT,
  ended_reason TEXT,
  CONSTRAINT user_sessions_token UNIQUE (session_token),
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE INDEX user_sessions_by_user ON user_sessions (user_id);

CREATE INDEX user_sessions_by_expiry ON user_sessions (is_active, expires_at);

-- //@UNDO

DROP TABLE user_sessions;
