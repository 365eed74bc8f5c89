CREATE TABLE signing_keys (
  id varchar(64) NOT NULL PRIMARY KEY,
  algorithm varchar(16) NOT NULL,
  private_key bytea NOT NULL,
  public_jwk text NOT NULL,
  created_at timestamptz NOT NULL,
  active_from timestamptz NOT NULL,
  retired_at timestamptz
);

-- //@UNDO

DROP TABLE signing_keys;
