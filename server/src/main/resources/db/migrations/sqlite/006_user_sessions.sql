CREATE TABLE user_sessions (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  session_token BLOB UNIQUE CHECK (length(session_token) <= 32),
  token_prefix TEXT NOT NULL CHECK (length(token_prefix) <= 8),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  created_at TEXT NOT NULL,
  last_used_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  ip_address TEXT CHECK (length(ip_address) <= 45),
  user_agent TEXT CHECK (length(user_agent) <= 512),
  auth_methods TEXT NOT NULL CHECK (length(auth_methods) <= 255),
  ended_at TEXT,
  ended_reason TEXT CHECK (length(ended_reason) <= 64)
) STRICT;

CREATE INDEX user_sessions_by_user ON user_sessions (user_id);

CREATE INDEX user_sessions_by_expiry ON user_sessions (is_active, expires_at);

-- //@UNDO

DROP TABLE user_sessions;
