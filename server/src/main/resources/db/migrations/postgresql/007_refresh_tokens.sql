-- refresh tokens

CREATE TABLE refresh_tokens (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL,
  session_id uuid NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked boolean NOT NULL,
  created_at timestamptz NOT NULL,
  generation bigint NOT NULL,
  burst_from bigint NOT NULL,
  burst_started_at timestamptz NOT NULL,
  rotated_at timestamptz NOT NULL,
  rotated_by bytea NOT NULL,
  rotated_epoch bigint NOT NULL,
  recoveries integer NOT NULL,
  recoveries_since timestamptz,
  key_material bytea NOT NULL,
  key_id varchar(16) NOT NULL,
  CONSTRAINT refresh_tokens_session UNIQUE (session_id),
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  FOREIGN KEY (session_id) REFERENCES user_sessions (id) ON DELETE CASCADE
);

CREATE INDEX refresh_tokens_by_user ON refresh_tokens (user_id);

-- //@UNDO

DROP TABLE refresh_tokens;
