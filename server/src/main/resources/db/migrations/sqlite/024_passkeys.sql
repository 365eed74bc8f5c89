CREATE TABLE passkeys (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  credential_hash BLOB NOT NULL UNIQUE CHECK (length(credential_hash) <= 32),
  credential_id BLOB NOT NULL CHECK (length(credential_id) <= 1023),
  public_key BLOB NOT NULL CHECK (length(public_key) <= 1200),
  user_handle BLOB NOT NULL CHECK (length(user_handle) <= 64),
  sign_count INTEGER NOT NULL,
  transports TEXT NOT NULL CHECK (length(transports) <= 255),
  backup_eligible INTEGER NOT NULL CHECK (backup_eligible IN (0, 1)),
  backed_up INTEGER NOT NULL CHECK (backed_up IN (0, 1)),
  aaguid TEXT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) <= 100),
  created_at TEXT NOT NULL,
  last_used_at TEXT
) STRICT;

CREATE INDEX passkeys_by_user ON passkeys (user_id);

-- //@UNDO

DROP TABLE passkeys;
