CREATE TABLE revocation_counter (
  id INTEGER NOT NULL PRIMARY KEY,
  seq INTEGER NOT NULL
) STRICT;

-- //@UNDO

DROP TABLE revocation_counter;
