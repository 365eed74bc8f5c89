CREATE TABLE session_counts (
  at_minute INTEGER NOT NULL PRIMARY KEY,
  alive INTEGER
) STRICT;

-- //@UNDO

DROP TABLE session_counts;
