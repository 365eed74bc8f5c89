-- user sessions

CREATE TABLE user_sessions (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL,
  session_token bytea,
  token_prefix varchar(8) NOT NULL,
  is_active boolean NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ip_address varchar(45),
  user_agent varchar(512),
  auth_methods varchar(255) NOT NULL,
  ended_at timestamptz,
  ended_reason varchar(64),
  CONSTRAINT user_sessions_token UNIQUE (session_token),
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE INDEX user_sessions_by_user ON user_sessions (user_id);

CREATE INDEX user_sessions_by_expiry ON user_sessions (is_active, expires_at);

-- //@UNDO

DROP TABLE user_sessions;
