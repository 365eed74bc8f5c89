CREATE TABLE IF NOT EXISTS former_session_tokens (
  token_hash VARBINARY(32) NOT NULL PRIMARY KEY,
  session_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  generation BIGINT NOT NULL,
  keep_until DATETIME(6) NOT NULL,
  FOREIGN KEY (session_id) REFERENCES user_sessions (id) ON DELETE CASCADE,
  KEY former_session_tokens_by_session (session_id),
  KEY former_session_tokens_by_keep_until (keep_until)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- //@UNDO

DROP TABLE IF EXISTS former_session_tokens;
