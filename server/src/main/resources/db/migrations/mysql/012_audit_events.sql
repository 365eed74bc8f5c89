CREATE TABLE IF NOT EXISTS audit_events (
  id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  at DATETIME(6) NOT NULL,
  actor VARCHAR(64),
  action VARCHAR(64) NOT NULL,
  target VARCHAR(64),
  result VARCHAR(16) NOT NULL,
  reason VARCHAR(64),
  ip_address VARCHAR(45),
  request_id VARCHAR(64),
  KEY audit_events_by_time (at),
  KEY audit_events_by_target (target)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- //@UNDO

DROP TABLE IF EXISTS audit_events;
