CREATE INDEX user_sessions_by_user_and_time ON user_sessions (user_id, created_at, id);

DROP INDEX user_sessions_by_user;

-- //@UNDO

CREATE INDEX user_sessions_by_user ON user_sessions (user_id);

DROP INDEX user_sessions_by_user_and_time;
