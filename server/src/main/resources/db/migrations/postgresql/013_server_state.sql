CREATE TABLE server_state (
  name varchar(64) NOT NULL PRIMARY KEY,
  value text NOT NULL
);

-- //@UNDO

DROP TABLE server_state;
