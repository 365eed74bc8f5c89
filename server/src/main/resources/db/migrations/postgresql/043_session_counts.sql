CREATE TABLE session_counts (
  at_minute bigint NOT NULL PRIMARY KEY,
  alive bigint
);

-- //@UNDO

DROP TABLE session_counts;
