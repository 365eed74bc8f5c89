CREATE TABLE passkey_flows (
  id TEXT NOT NULL PRIMARY KEY,
  expires_at TEXT NOT NULL
) STRICT;

CREATE INDEX passkey_flows_by_expiry ON passkey_flows (expires_at);

-- //@UNDO

DROP TABLE passkey_flows;
