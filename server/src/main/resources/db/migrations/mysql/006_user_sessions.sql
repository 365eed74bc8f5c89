CREATE TABLE IF NOT EXISTS user_sessions (
  id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  user_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  session_token VARBINARY(32) UNIQUE,
  token_prefix VARCHAR(8) NOT NULL,
  is_active BOOLEAN NOT NULL,
  created_at DATETIME(6) NOT NULL,
  last_used_at DATETIME(6) NOT NULL,
  expires_at DATETIME(6) NOT NULL,
  ip_address VARCHAR(45),
  user_agent VARCHAR(512),
  auth_methods VARCHAR(255) NOT NULL,
  ended_at DATETIME(6),
  ended_reason VARCHAR(64),
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  KEY user_sessions_by_user (user_id),
  KEY user_sessions_by_expiry (is_active, expires_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- //@UNDO

DROP TABLE IF EXISTS user_sessions;
