CREATE TABLE server_state (
  name TEXT NOT NULL PRIMARY KEY CHECK (length(name) <= 64),
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- //@UNDO

DROP TABLE server_state;
