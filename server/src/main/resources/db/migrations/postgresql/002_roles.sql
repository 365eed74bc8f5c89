-- roles

CREATE TABLE roles (
  id uuid PRIMARY KEY,
  name varchar(64) NOT NULL,
  description varchar(255),
  CONSTRAINT roles_name UNIQUE (name)
);

-- //@UNDO

DROP TABLE roles;
