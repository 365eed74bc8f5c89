CREATE TABLE kept_addresses (
  email_key varchar(320) NOT NULL PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE INDEX kept_addresses_by_user ON kept_addresses (user_id);

CREATE INDEX kept_addresses_by_expiry ON kept_addresses (expires_at);

-- //@UNDO

DROP TABLE kept_addresses;
