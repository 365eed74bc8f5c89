CREATE TABLE revocations (
  seq INTEGER NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (length(kind) <= 32),
  subject TEXT NOT NULL CHECK (length(subject) <= 64),
  epoch INTEGER NOT NULL,
  keep_until TEXT NOT NULL
) STRICT;

CREATE INDEX revocations_by_keep_until ON revocations (keep_until);

-- //@UNDO

DROP TABLE revocations;
