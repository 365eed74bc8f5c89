CREATE TABLE IF NOT EXISTS revocations (
  seq BIGINT NOT NULL PRIMARY KEY,
  kind VARCHAR(32) NOT NULL,
  subject VARCHAR(64) NOT NULL,
  epoch BIGINT NOT NULL,
  keep_until DATETIME(6) NOT NULL,
  KEY revocations_by_keep_until (keep_until)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- //@UNDO

DROP TABLE IF EXISTS revocations;
