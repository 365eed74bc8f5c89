CREATE TABLE recovery_codes (
  id uuid NOT NULL PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  code_hash bytea NOT NULL,
  created_at timestamptz NOT NULL,
  used_at timestamptz
);

CREATE INDEX recovery_codes_by_user ON recovery_codes (user_id);

-- //@UNDO

DROP TABLE recovery_codes;
