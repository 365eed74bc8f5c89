CREATE TABLE node_figures (
  at_minute bigint NOT NULL,
  node uuid NOT NULL,
  refreshes bigint NOT NULL,
  hashes bigint NOT NULL,
  hash_wait_micros bigint NOT NULL,
  hash_wait_longest bigint NOT NULL,
  PRIMARY KEY (at_minute, node)
);

-- //@UNDO

DROP TABLE node_figures;
