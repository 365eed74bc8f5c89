CREATE TABLE revocation_counter (
  id smallint NOT NULL PRIMARY KEY,
  seq bigint NOT NULL
);

-- //@UNDO

DROP TABLE revocation_counter;
