-- revocation counter

CREATE TABLE revocation_counter (
  id integer PRIMARY KEY,
  seq bigint NOT NULL
);

-- //@UNDO

DROP TABLE revocation_counter;
