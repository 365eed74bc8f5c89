ALTER TABLE api_keys ADD COLUMN ends_at timestamptz;

DROP INDEX api_keys_by_expiry;

CREATE INDEX api_keys_by_end ON api_keys (ends_at);

-- //@UNDO

DROP INDEX api_keys_by_end;

CREATE INDEX api_keys_by_expiry ON api_keys (expires_at);

ALTER TABLE api_keys DROP COLUMN ends_at;
