CREATE TABLE IF NOT EXISTS audit_checkpoints (
  number BIGINT NOT NULL PRIMARY KEY,
  position BIGINT NOT NULL,
  at DATETIME(6) NOT NULL,
  statement TEXT NOT NULL,
  KEY audit_checkpoints_by_position (position, number)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- //@UNDO

DROP TABLE IF EXISTS audit_checkpoints;
