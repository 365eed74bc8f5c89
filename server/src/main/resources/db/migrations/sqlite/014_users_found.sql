ALTER TABLE users ADD COLUMN name_key TEXT GENERATED ALWAYS AS (lower(name)) VIRTUAL;

CREATE INDEX users_by_name ON users (name_key, id);

CREATE INDEX users_by_state ON users (is_active, is_verified, mfa_enabled, created_at, id);

-- //@UNDO

DROP INDEX users_by_state;

DROP INDEX users_by_name;

ALTER TABLE users DROP COLUMN name_key;
