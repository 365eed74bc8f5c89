CREATE TABLE user_sessions (
  id uuid NOT NULL PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  session_token bytea UNIQUE,
  token_prefix varchar(8) NOT NULL,
  is_active boolean NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ip_address varchar(45),
  user_agent varchar(512),
  auth_methods varchar(255) NOT NULL,
  ended_at timestamptz,
  ended_reason varchar(64)
);

CREATE INDEX user_sessions_by_user ON user_sessions (user_id);

CREATE INDEX user_sessions_by_expiry ON user_sessions (is_active, expires_at);

-- //@UNDO

DROP TABLE user_sessions;
