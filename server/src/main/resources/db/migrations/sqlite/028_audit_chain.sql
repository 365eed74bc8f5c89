CREATE TABLE audit_chain (
  id INTEGER NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  checkpoints INTEGER NOT NULL,
  signed_position INTEGER NOT NULL,
  signed_at TEXT,
  holder TEXT CHECK (length(holder) <= 64),
  held_until TEXT
) STRICT;

-- //@UNDO

DROP TABLE audit_chain;
