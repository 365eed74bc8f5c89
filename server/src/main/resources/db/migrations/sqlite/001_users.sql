CREATE TABLE users (
  id TEXT NOT NULL PRIMARY KEY,
  email TEXT NOT NULL CHECK (length(email) <= 320),
  email_key TEXT NOT NULL UNIQUE CHECK (length(email_key) <= 320),
  name TEXT CHECK (length(name) <= 255),
  hashed_password TEXT CHECK (length(hashed_password) <= 255),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  is_verified INTEGER NOT NULL CHECK (is_verified IN (0, 1)),
  mfa_secret BLOB CHECK (length(mfa_secret) <= 1024),
  mfa_enabled INTEGER NOT NULL CHECK (mfa_enabled IN (0, 1)),
  mfa_last_step INTEGER NOT NULL DEFAULT 0,
  metadata TEXT CHECK (json_valid(metadata)),
  auth_epoch INTEGER NOT NULL DEFAULT 0,
  legacy_id INTEGER,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  last_login TEXT
) STRICT;

CREATE INDEX users_by_creation ON users (created_at, id);

-- //@UNDO

DROP TABLE users;
