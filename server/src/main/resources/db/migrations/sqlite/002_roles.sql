-- roles

CREATE TABLE roles (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  description TEXT,
  CONSTRAINT roles_name UNIQUE (name)
);

-- //@UNDO

DROP TABLE roles;
