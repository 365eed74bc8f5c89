CREATE TABLE signing_keys (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) <= 64),
  algorithm TEXT NOT NULL CHECK (length(algorithm) <= 16),
  private_key BLOB NOT NULL CHECK (length(private_key) <= 4096),
  public_jwk TEXT NOT NULL,
  created_at TEXT NOT NULL,
  active_from TEXT NOT NULL,
  retired_at TEXT
) STRICT;

-- //@UNDO

DROP TABLE signing_keys;
