CREATE TABLE passkey_flows (
  id uuid NOT NULL PRIMARY KEY,
  expires_at timestamptz NOT NULL
);

CREATE INDEX passkey_flows_by_expiry ON passkey_flows (expires_at);

-- //@UNDO

DROP TABLE passkey_flows;
