CREATE TABLE IF NOT EXISTS invitations (
  id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  email VARCHAR(320) NOT NULL,
  roles VARCHAR(2000) NOT NULL,
  invited_by CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  token_hash VARBINARY(32) NOT NULL UNIQUE,
  created_at DATETIME(6) NOT NULL,
  expires_at DATETIME(6) NOT NULL,
  used_at DATETIME(6),
  FOREIGN KEY (invited_by) REFERENCES users (id) ON DELETE CASCADE,
  KEY invitations_by_email (email),
  KEY invitations_by_expiry (expires_at),
  KEY invitations_by_giver (invited_by)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- //@UNDO

DROP TABLE IF EXISTS invitations;
