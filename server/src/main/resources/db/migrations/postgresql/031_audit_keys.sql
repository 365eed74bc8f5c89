CREATE TABLE audit_keys (
  id varchar(64) NOT NULL PRIMARY KEY,
  private_key bytea NOT NULL,
  public_jwk text NOT NULL,
  created_at timestamptz NOT NULL
);

-- //@UNDO

DROP TABLE audit_keys;
