CREATE TABLE audit_keys (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) <= 64),
  private_key BLOB NOT NULL CHECK (length(private_key) <= 4096),
  public_jwk TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

-- //@UNDO

DROP TABLE audit_keys;
