SET @ask = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE outbox
       ADD COLUMN lane VARCHAR(64) NOT NULL DEFAULT '''',
       DROP KEY outbox_by_due_time,
       ADD KEY outbox_by_due_lane (kind, due_at, id, lane)',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'outbox' AND column_name = 'lane');

PREPARE step FROM @ask;

EXECUTE step;

DEALLOCATE PREPARE step;

-- //@UNDO

SET @ask = (
  SELECT IF(COUNT(*) <> 0,
    'ALTER TABLE outbox
       DROP KEY outbox_by_due_lane,
       DROP COLUMN lane,
       ADD KEY outbox_by_due_time (kind, due_at)',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'outbox' AND column_name = 'lane');

PREPARE step FROM @ask;

EXECUTE step;

DEALLOCATE PREPARE step;
