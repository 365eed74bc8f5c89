ALTER TABLE users ADD COLUMN password_change_required INTEGER NOT NULL DEFAULT 0
  CHECK (password_change_required IN (0, 1));

-- //@UNDO

ALTER TABLE users DROP COLUMN password_change_required;
