CREATE TABLE recovery_codes (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  code_hash BLOB NOT NULL CHECK (length(code_hash) <= 32),
  created_at TEXT NOT NULL,
  used_at TEXT
) STRICT;

CREATE INDEX recovery_codes_by_user ON recovery_codes (user_id);

-- //@UNDO

DROP TABLE recovery_codes;
