CREATE TABLE audit_checkpoints (
  number INTEGER NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL,
  at TEXT NOT NULL,
  statement TEXT NOT NULL
) STRICT;

CREATE INDEX audit_checkpoints_by_position ON audit_checkpoints (position, number);

-- //@UNDO

DROP TABLE audit_checkpoints;
