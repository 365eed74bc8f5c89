CREATE TABLE invitations (
  id TEXT NOT NULL PRIMARY KEY,
  email TEXT NOT NULL CHECK (length(email) <= 320),
  roles TEXT NOT NULL CHECK (length(roles) <= 2000),
  invited_by TEXT REFERENCES users (id) ON DELETE CASCADE,
  token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) <= 32),
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at TEXT
) STRICT;

CREATE INDEX invitations_by_email ON invitations (email);

CREATE INDEX invitations_by_expiry ON invitations (expires_at);

CREATE INDEX invitations_by_giver ON invitations (invited_by);

-- //@UNDO

DROP TABLE invitations;
