CREATE TABLE IF NOT EXISTS users (
  id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  email VARCHAR(320) NOT NULL,
  email_key VARCHAR(320) NOT NULL UNIQUE,
  name VARCHAR(255),
  hashed_password VARCHAR(255),
  is_active BOOLEAN NOT NULL,
  is_verified BOOLEAN NOT NULL,
  mfa_secret VARBINARY(1024),
  mfa_enabled BOOLEAN NOT NULL,
  mfa_last_step BIGINT NOT NULL DEFAULT 0,
  metadata JSON,
  auth_epoch BIGINT NOT NULL DEFAULT 0,
  legacy_id BIGINT,
  created_at DATETIME(6) NOT NULL,
  updated_at DATETIME(6) NOT NULL,
  last_login DATETIME(6),
  KEY users_by_creation (created_at, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- //@UNDO

DROP TABLE IF EXISTS users;
