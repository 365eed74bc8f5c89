CREATE TABLE IF NOT EXISTS refresh_tokens (
  id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  user_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  session_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
  expires_at DATETIME(6) NOT NULL,
  revoked BOOLEAN NOT NULL,
  created_at DATETIME(6) NOT NULL,
  generation BIGINT NOT NULL,
  burst_from BIGINT NOT NULL,
  burst_started_at DATETIME(6) NOT NULL,
  rotated_at DATETIME(6) NOT NULL,
  rotated_by VARBINARY(32) NOT NULL,
  rotated_epoch BIGINT NOT NULL,
  recoveries INT NOT NULL DEFAULT 0,
  recoveries_since DATETIME(6),
  key_material VARBINARY(32) NOT NULL,
  key_id VARCHAR(16) NOT NULL,
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  FOREIGN KEY (session_id) REFERENCES user_sessions (id) ON DELETE CASCADE,
  KEY refresh_tokens_by_user (user_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- //@UNDO

DROP TABLE IF EXISTS refresh_tokens;
