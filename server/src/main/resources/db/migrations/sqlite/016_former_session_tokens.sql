CREATE TABLE former_session_tokens (
  token_hash BLOB NOT NULL PRIMARY KEY CHECK (length(token_hash) <= 32),
  session_id TEXT NOT NULL REFERENCES user_sessions (id) ON DELETE CASCADE,
  generation INTEGER NOT NULL,
  keep_until TEXT NOT NULL
) STRICT;

CREATE INDEX former_session_tokens_by_session ON former_session_tokens (session_id);

CREATE INDEX former_session_tokens_by_keep_until ON former_session_tokens (keep_until);

-- //@UNDO

DROP TABLE former_session_tokens;
