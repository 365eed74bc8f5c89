SET @ask = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE one_time_tokens ADD COLUMN subject VARCHAR(320)',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'one_time_tokens' AND column_name = 'subject');

PREPARE step FROM @ask;

EXECUTE step;

DEALLOCATE PREPARE step;

-- //@UNDO

SET @ask = (
  SELECT IF(COUNT(*) <> 0,
    'ALTER TABLE one_time_tokens DROP COLUMN subject',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'one_time_tokens' AND column_name = 'subject');

PREPARE step FROM @ask;

EXECUTE step;

DEALLOCATE PREPARE step;
