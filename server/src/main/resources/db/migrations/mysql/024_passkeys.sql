CREATE TABLE IF NOT EXISTS passkeys (
  id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  user_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  credential_hash VARBINARY(32) NOT NULL UNIQUE,
  credential_id VARBINARY(1023) NOT NULL,
  public_key VARBINARY(1200) NOT NULL,
  user_handle VARBINARY(64) NOT NULL,
  sign_count BIGINT NOT NULL,
  transports VARCHAR(255) NOT NULL,
  backup_eligible BOOLEAN NOT NULL,
  backed_up BOOLEAN NOT NULL,
  aaguid CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name VARCHAR(100) NOT NULL,
  created_at DATETIME(6) NOT NULL,
  last_used_at DATETIME(6),
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  KEY passkeys_by_user (user_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- //@UNDO

DROP TABLE IF EXISTS passkeys;
