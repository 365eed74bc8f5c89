CREATE TABLE audit_checkpoints (
  number bigint NOT NULL PRIMARY KEY,
  position bigint NOT NULL,
  at timestamptz NOT NULL,
  statement text NOT NULL
);

CREATE INDEX audit_checkpoints_by_position ON audit_checkpoints (position, number);

-- //@UNDO

DROP TABLE audit_checkpoints;
