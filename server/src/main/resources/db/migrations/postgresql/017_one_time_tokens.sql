CREATE TABLE one_time_tokens (
  id uuid NOT NULL PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  purpose varchar(32) NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  epoch bigint NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

CREATE INDEX one_time_tokens_by_user ON one_time_tokens (user_id);

CREATE INDEX one_time_tokens_by_expiry ON one_time_tokens (expires_at);

-- //@UNDO

DROP TABLE one_time_tokens;
