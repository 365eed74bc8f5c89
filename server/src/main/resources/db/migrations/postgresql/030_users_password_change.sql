ALTER TABLE users ADD COLUMN password_change_required boolean NOT NULL DEFAULT FALSE;

-- //@UNDO

ALTER TABLE users DROP COLUMN password_change_required;
