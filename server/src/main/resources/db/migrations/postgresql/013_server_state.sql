-- server state

CREATE TABLE server_state (
  name varchar(64) PRIMARY KEY,
  value text NOT NULL
);

-- //@UNDO

DROP TABLE server_state;
