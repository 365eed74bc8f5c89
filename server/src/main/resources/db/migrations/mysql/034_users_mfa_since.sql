SET @ask = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE users ADD COLUMN mfa_since DATETIME(6)',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'users'
    AND column_name = 'mfa_since');

PREPARE step FROM @ask;

EXECUTE step;

DEALLOCATE PREPARE step;

-- //@UNDO

SET @ask = (
  SELECT IF(COUNT(*) <> 0,
    'ALTER TABLE users DROP COLUMN mfa_since',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'users'
    AND column_name = 'mfa_since');

PREPARE step FROM @ask;

EXECUTE step;

DEALLOCATE PREPARE step;
