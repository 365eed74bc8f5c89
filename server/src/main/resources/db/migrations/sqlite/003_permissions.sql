-- permissions

CREATE TABLE permissions (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  description TEXT,
  CONSTRAINT permissions_name UNIQUE (name)
);

-- //@UNDO

DROP TABLE permissions;
