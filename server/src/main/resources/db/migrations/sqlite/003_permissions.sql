CREATE TABLE permissions (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (length(name) <= 255),
  description TEXT
) STRICT;

-- //@UNDO

DROP TABLE permissions;
