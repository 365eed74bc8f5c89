-- permissions

CREATE TABLE IF NOT EXISTS permissions (
  id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
  name VARCHAR(64) NOT NULL,
  description VARCHAR(255),
  CONSTRAINT permissions_name UNIQUE (name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- //@UNDO

DROP TABLE IF EXISTS permissions;
