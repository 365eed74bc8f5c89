CREATE TABLE node_figures (
  at_minute INTEGER NOT NULL,
  node TEXT NOT NULL,
  refreshes INTEGER NOT NULL,
  hashes INTEGER NOT NULL,
  hash_wait_micros INTEGER NOT NULL,
  hash_wait_longest INTEGER NOT NULL,
  PRIMARY KEY (at_minute, node)
) STRICT;

-- //@UNDO

DROP TABLE node_figures;
