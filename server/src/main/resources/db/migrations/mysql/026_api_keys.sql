CREATE TABLE IF NOT EXISTS api_keys (
  id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  user_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name VARCHAR(255) NOT NULL,
  key_hash VARBINARY(32) NOT NULL UNIQUE,
  key_prefix VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  scopes TEXT NOT NULL,
  permissions TEXT NOT NULL,
  version BIGINT NOT NULL DEFAULT 0,
  created_at DATETIME(6) NOT NULL,
  expires_at DATETIME(6),
  last_used_at DATETIME(6),
  rotated_at DATETIME(6),
  rotated_from CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  revoked_at DATETIME(6),
  revoked_reason VARCHAR(32),
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  KEY api_keys_by_user (user_id, created_at, id),
  KEY api_keys_by_expiry (expires_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- //@UNDO

DROP TABLE IF EXISTS api_keys;
