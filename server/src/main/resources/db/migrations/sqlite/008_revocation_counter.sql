-- revocation counter

CREATE TABLE revocation_counter (
  id INTEGER PRIMARY KEY,
  seq INTEGER NOT NULL
);

-- //@UNDO

DROP TABLE revocation_counter;
