-- server state

CREATE TABLE IF NOT EXISTS server_state (
  name VARCHAR(64) PRIMARY KEY,
  value TEXT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- //@UNDO

DROP TABLE IF EXISTS server_state;
