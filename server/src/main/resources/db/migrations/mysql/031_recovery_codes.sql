CREATE TABLE IF NOT EXISTS recovery_codes (
  id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  user_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  code_hash VARBINARY(32) NOT NULL,
  created_at DATETIME(6) NOT NULL,
  used_at DATETIME(6),
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  KEY recovery_codes_by_user (user_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- //@UNDO

DROP TABLE IF EXISTS recovery_codes;
