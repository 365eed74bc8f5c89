CREATE TABLE former_session_tokens (
  token_hash bytea NOT NULL PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES user_sessions (id) ON DELETE CASCADE,
  generation bigint NOT NULL,
  keep_until timestamptz NOT NULL
);

CREATE INDEX former_session_tokens_by_session ON former_session_tokens (session_id);

CREATE INDEX former_session_tokens_by_keep_until ON former_session_tokens (keep_until);

-- //@UNDO

DROP TABLE former_session_tokens;
