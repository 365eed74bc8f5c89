CREATE TABLE IF NOT EXISTS role_permissions (
  role_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  permission_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (role_id, permission_id),
  FOREIGN KEY (role_id) REFERENCES roles (id) ON DELETE CASCADE,
  FOREIGN KEY (permission_id) REFERENCES permissions (id) ON DELETE CASCADE,
  KEY role_permissions_by_permission (permission_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- //@UNDO

DROP TABLE IF EXISTS role_permissions;
