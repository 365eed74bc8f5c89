-- server state

CREATE TABLE server_state (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- //@UNDO

DROP TABLE server_state;
