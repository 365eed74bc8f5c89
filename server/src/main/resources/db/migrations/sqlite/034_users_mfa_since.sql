ALTER TABLE users ADD COLUMN mfa_since TEXT;

-- //@UNDO

ALTER TABLE users DROP COLUMN mfa_since;
