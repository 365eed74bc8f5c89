CREATE TABLE IF NOT EXISTS refusals (
  id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  request_id VARCHAR(64) NOT NULL,
  reason VARCHAR(32) NOT NULL,
  subject VARCHAR(64),
  refused_at DATETIME(6) NOT NULL,
  KEY refusals_by_request (request_id),
  KEY refusals_by_time (refused_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- //@UNDO

DROP TABLE IF EXISTS refusals;
