CREATE TABLE permissions (
  id uuid NOT NULL PRIMARY KEY,
  name varchar(255) NOT NULL UNIQUE,
  description text
);

-- //@UNDO

DROP TABLE permissions;
