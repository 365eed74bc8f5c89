-- users

CREATE TABLE users (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL,
  name TEXT,
  hashed_password TEXT,
  is_active INTEGER NOT NULL,
  is_verified INTEGER NOT NULL,
  mfa_secret BLOB,
  mfa_enabled INTEGER NOT NULL,
  mfa_last_step INTEGER NOT NULL,
  metadata TEXT CHECK (metadata IS NULL OR json_valid(metadata)),
  auth_epoch INTEGER NOT NULL,
  legacy_id INTEGER,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  last_login TEXT,
  CONSTRAINT users_email_key UNIQUE (email_key)
);

CREATE INDEX users_by_creation ON users (created_at, id);

-- //@UNDO

DROP TABLE users;
