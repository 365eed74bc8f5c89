-- permissions

CREATE TABLE permissions (
  id uuid PRIMARY KEY,
  name varchar(64) NOT NULL,
  description varchar(255),
  CONSTRAINT permissions_name UNIQUE (name)
);

-- //@UNDO

DROP TABLE permissions;
