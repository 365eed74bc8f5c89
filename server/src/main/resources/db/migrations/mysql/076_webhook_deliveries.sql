CREATE TABLE IF NOT EXISTS webhook_deliveries (
  id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  webhook_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  event_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  action VARCHAR(64) NOT NULL,
  state VARCHAR(16) NOT NULL,
  attempts INT NOT NULL,
  response_status INT,
  error VARCHAR(64),
  created_at DATETIME(6) NOT NULL,
  last_attempt_at DATETIME(6),
  KEY webhook_deliveries_by_webhook (webhook_id, created_at, id),
  KEY webhook_deliveries_by_time (created_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- //@UNDO

DROP TABLE IF EXISTS webhook_deliveries;
