SET @ask = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE users ADD COLUMN password_change_required BOOLEAN NOT NULL DEFAULT FALSE',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'users'
    AND column_name = 'password_change_required');

PREPARE step FROM @ask;

EXECUTE step;

DEALLOCATE PREPARE step;

-- //@UNDO

SET @ask = (
  SELECT IF(COUNT(*) <> 0,
    'ALTER TABLE users DROP COLUMN password_change_required',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'users'
    AND column_name = 'password_change_required');

PREPARE step FROM @ask;

EXECUTE step;

DEALLOCATE PREPARE step;
