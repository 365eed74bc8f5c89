CREATE TABLE api_keys (
  id uuid NOT NULL PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name varchar(255) NOT NULL,
  key_hash bytea NOT NULL UNIQUE,
  key_prefix varchar(16) NOT NULL,
  scopes text NOT NULL,
  permissions text NOT NULL,
  version bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  last_used_at timestamptz,
  rotated_at timestamptz,
  rotated_from uuid,
  revoked_at timestamptz,
  revoked_reason varchar(32)
);

CREATE INDEX api_keys_by_user ON api_keys (user_id, created_at, id);

CREATE INDEX api_keys_by_expiry ON api_keys (expires_at);

-- //@UNDO

DROP TABLE api_keys;
