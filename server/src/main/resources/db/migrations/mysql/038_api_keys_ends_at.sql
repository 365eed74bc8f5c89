SET @ask = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE api_keys
       ADD COLUMN ends_at DATETIME(6),
       DROP KEY api_keys_by_expiry,
       ADD KEY api_keys_by_end (ends_at)',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'api_keys' AND column_name = 'ends_at');

PREPARE step FROM @ask;

EXECUTE step;

DEALLOCATE PREPARE step;

-- //@UNDO

SET @ask = (
  SELECT IF(COUNT(*) <> 0,
    'ALTER TABLE api_keys
       DROP KEY api_keys_by_end,
       ADD KEY api_keys_by_expiry (expires_at),
       DROP COLUMN ends_at',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'api_keys' AND column_name = 'ends_at');

PREPARE step FROM @ask;

EXECUTE step;

DEALLOCATE PREPARE step;
