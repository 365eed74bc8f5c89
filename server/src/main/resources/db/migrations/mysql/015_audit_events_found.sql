SET @ask = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE audit_events
       ADD COLUMN detail VARCHAR(255),
       DROP KEY audit_events_by_time,
       DROP KEY audit_events_by_target,
       ADD KEY audit_events_by_time (at, id),
       ADD KEY audit_events_by_target (target, at, id),
       ADD KEY audit_events_by_actor (actor, at, id),
       ADD KEY audit_events_by_action (action, at, id, result),
       ADD KEY audit_events_by_reason (reason, at, id),
       ADD KEY audit_events_by_request (request_id)',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'audit_events' AND column_name = 'detail');

PREPARE step FROM @ask;

EXECUTE step;

DEALLOCATE PREPARE step;

-- //@UNDO

SET @ask = (
  SELECT IF(COUNT(*) <> 0,
    'ALTER TABLE audit_events
       DROP KEY audit_events_by_request,
       DROP KEY audit_events_by_reason,
       DROP KEY audit_events_by_action,
       DROP KEY audit_events_by_actor,
       DROP KEY audit_events_by_target,
       DROP KEY audit_events_by_time,
       ADD KEY audit_events_by_time (at),
       ADD KEY audit_events_by_target (target),
       DROP COLUMN detail',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'audit_events' AND column_name = 'detail');

PREPARE step FROM @ask;

EXECUTE step;

DEALLOCATE PREPARE step;
