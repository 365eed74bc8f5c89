SET @ask = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE users
       ADD COLUMN name_key VARCHAR(510) GENERATED ALWAYS AS (LOWER(name)) VIRTUAL,
       ADD KEY users_by_name (name_key, id),
       ADD KEY users_by_state (is_active, is_verified, mfa_enabled, created_at, id)',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'users' AND column_name = 'name_key');

PREPARE step FROM @ask;

EXECUTE step;

DEALLOCATE PREPARE step;

-- //@UNDO

SET @ask = (
  SELECT IF(COUNT(*) <> 0,
    'ALTER TABLE users
       DROP KEY users_by_state,
       DROP KEY users_by_name,
       DROP COLUMN name_key',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'users' AND column_name = 'name_key');

PREPARE step FROM @ask;

EXECUTE step;

DEALLOCATE PREPARE step;
