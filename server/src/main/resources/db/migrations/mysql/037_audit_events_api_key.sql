SET @ask = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE audit_events
       ADD COLUMN api_key VARCHAR(64),
       ADD KEY audit_events_by_api_key (api_key, at, id)',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'audit_events' AND column_name = 'api_key');

PREPARE step FROM @ask;

EXECUTE step;

DEALLOCATE PREPARE step;

-- //@UNDO

SET @ask = (
  SELECT IF(COUNT(*) <> 0,
    'ALTER TABLE audit_events
       DROP KEY audit_events_by_api_key,
       DROP COLUMN api_key',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'audit_events' AND column_name = 'api_key');

PREPARE step FROM @ask;

EXECUTE step;

DEALLOCATE PREPARE step;
