SET @ask = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE audit_events
       ADD COLUMN chain_position BIGINT,
       ADD COLUMN chain_hash VARBINARY(32),
       ADD COLUMN address_salt VARBINARY(16),
       ADD COLUMN address_commitment VARBINARY(32),
       ADD COLUMN detail_salt VARBINARY(16),
       ADD COLUMN detail_commitment VARBINARY(32),
       ADD KEY audit_events_by_position (chain_position, id)',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'audit_events' AND column_name = 'chain_position');

PREPARE step FROM @ask;

EXECUTE step;

DEALLOCATE PREPARE step;

-- //@UNDO

SET @ask = (
  SELECT IF(COUNT(*) <> 0,
    'ALTER TABLE audit_events
       DROP KEY audit_events_by_position,
       DROP COLUMN detail_commitment,
       DROP COLUMN detail_salt,
       DROP COLUMN address_commitment,
       DROP COLUMN address_salt,
       DROP COLUMN chain_hash,
       DROP COLUMN chain_position',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'audit_events' AND column_name = 'chain_position');

PREPARE step FROM @ask;

EXECUTE step;

DEALLOCATE PREPARE step;
