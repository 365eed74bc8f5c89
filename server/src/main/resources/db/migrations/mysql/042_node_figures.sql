CREATE TABLE IF NOT EXISTS node_figures (
  at_minute BIGINT NOT NULL,
  node CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  refreshes BIGINT NOT NULL,
  hashes BIGINT NOT NULL,
  hash_wait_micros BIGINT NOT NULL,
  hash_wait_longest BIGINT NOT NULL,
  PRIMARY KEY (at_minute, node)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- //@UNDO

DROP TABLE IF EXISTS node_figures;
