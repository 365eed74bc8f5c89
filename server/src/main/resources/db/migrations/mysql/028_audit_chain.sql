CREATE TABLE IF NOT EXISTS audit_chain (
  id INT NOT NULL PRIMARY KEY,
  position BIGINT NOT NULL,
  hash VARBINARY(32) NOT NULL,
  checkpoints BIGINT NOT NULL,
  signed_position BIGINT NOT NULL,
  signed_at DATETIME(6),
  holder VARCHAR(64),
  held_until DATETIME(6)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- //@UNDO

DROP TABLE IF EXISTS audit_chain;
