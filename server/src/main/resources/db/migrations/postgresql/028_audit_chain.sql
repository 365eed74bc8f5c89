CREATE TABLE audit_chain (
  id integer NOT NULL PRIMARY KEY,
  position bigint NOT NULL,
  hash bytea NOT NULL,
  checkpoints bigint NOT NULL,
  signed_position bigint NOT NULL,
  signed_at timestamptz,
  holder varchar(64),
  held_until timestamptz
);

-- //@UNDO

DROP TABLE audit_chain;
