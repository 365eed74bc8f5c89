-- revocations

CREATE TABLE revocations (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  keep_until TEXT NOT NULL
);

CREATE INDEX revocations_by_keep_until ON revocations (keep_until);

-- //@UNDO

DROP TABLE revocations;
