ALTER TABLE users
  ALTER COLUMN email_key TYPE varchar(320) COLLATE "C",
  ADD COLUMN name_key text COLLATE "C" GENERATED ALWAYS AS (lower(name)) STORED;

CREATE INDEX users_by_name ON users (name_key, id);

CREATE INDEX users_by_state ON users (is_active, is_verified, mfa_enabled, created_at, id);

-- //@UNDO

DROP INDEX users_by_state;

DROP INDEX users_by_name;

ALTER TABLE users
  DROP COLUMN name_key,
  ALTER COLUMN email_key TYPE varchar(320) COLLATE "default";
