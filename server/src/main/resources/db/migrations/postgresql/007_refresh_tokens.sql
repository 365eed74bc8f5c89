CREATE TABLE refresh_tokens (
  id uuid NOT NULL PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  session_id uuid NOT NULL UNIQUE REFERENCES user_sessions (id) ON DELETE CASCADE,
  expires_at timestamptz NOT NULL,
  revoked boolean NOT NULL,
  created_at timestamptz NOT NULL,
  generation bigint NOT NULL,
  burst_from bigint NOT NULL,
  burst_started_at timestamptz NOT NULL,
  rotated_at timestamptz NOT NULL,
  rotated_by bytea NOT NULL,
  rotated_epoch bigint NOT NULL,
  recoveries integer NOT NULL DEFAULT 0,
  recoveries_since timestamptz,
  key_material bytea NOT NULL,
  key_id varchar(16) NOT NULL
);

CREATE INDEX refresh_tokens_by_user ON refresh_tokens (user_id);

-- //@UNDO

DROP TABLE refresh_tokens;
