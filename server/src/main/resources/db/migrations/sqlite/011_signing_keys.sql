-- signing keys

CREATE TABLE signing_keys (
  id TEXT PRIMARY KEY,
  algorithm TEXT NOT NULL,
  private_key BLOB NOT NULL,
  public_jwk TEXT NOT NULL,
  created_at TEXT NOT NULL,
  active_from TEXT NOT NULL,
  retired_at TEXT
);

-- //@UNDO

DROP TABLE signing_keys;
