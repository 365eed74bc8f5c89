-- revocation counter

CREATE TABLE IF NOT EXISTS revocation_counter (
  id INT PRIMARY KEY,
  seq BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- //@UNDO

DROP TABLE IF EXISTS revocation_counter;
