ALTER TABLE users ADD COLUMN mfa_since timestamptz;

-- //@UNDO

ALTER TABLE users DROP COLUMN mfa_since;
