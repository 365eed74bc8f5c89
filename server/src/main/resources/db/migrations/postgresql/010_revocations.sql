CREATE TABLE revocations (
  seq bigint NOT NULL PRIMARY KEY,
  kind varchar(32) NOT NULL,
  subject varchar(64) NOT NULL,
  epoch bigint NOT NULL,
  keep_until timestamptz NOT NULL
);

CREATE INDEX revocations_by_keep_until ON revocations (keep_until);

-- //@UNDO

DROP TABLE revocations;
