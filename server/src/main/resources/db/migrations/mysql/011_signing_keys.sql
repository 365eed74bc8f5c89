CREATE TABLE IF NOT EXISTS signing_keys (
  id VARCHAR(64) NOT NULL PRIMARY KEY,
  algorithm VARCHAR(16) NOT NULL,
  private_key VARBINARY(4096) NOT NULL,
  public_jwk TEXT NOT NULL,
  created_at DATETIME(6) NOT NULL,
  active_from DATETIME(6) NOT NULL,
  retired_at DATETIME(6)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- //@UNDO

DROP TABLE IF EXISTS signing_keys;
