SET @ask = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE user_sessions
       ADD KEY user_sessions_by_user_and_time (user_id, created_at, id),
       DROP KEY user_sessions_by_user',
    'DO 0')
  FROM information_schema.statistics
  WHERE table_schema = DATABASE() AND table_name = 'user_sessions'
    AND index_name = 'user_sessions_by_user_and_time');

PREPARE step FROM @ask;

EXECUTE step;

DEALLOCATE PREPARE step;

-- //@UNDO

SET @ask = (
  SELECT IF(COUNT(*) <> 0,
    'ALTER TABLE user_sessions
       ADD KEY user_sessions_by_user (user_id),
       DROP KEY user_sessions_by_user_and_time',
    'DO 0')
  FROM information_schema.statistics
  WHERE table_schema = DATABASE() AND table_name = 'user_sessions'
    AND index_name = 'user_sessions_by_user_and_time');

PREPARE step FROM @ask;

EXECUTE step;

DEALLOCATE PREPARE step;
