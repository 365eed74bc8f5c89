CREATE TABLE audit_events (
  id TEXT NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT CHECK (length(actor) <= 64),
  action TEXT NOT NULL CHECK (length(action) <= 64),
  target TEXT CHECK (length(target) <= 64),
  result TEXT NOT NULL CHECK (length(result) <= 16),
  reason TEXT CHECK (length(reason) <= 64),
  ip_address TEXT CHECK (length(ip_address) <= 45),
  request_id TEXT CHECK (length(request_id) <= 64)
) STRICT;

CREATE INDEX audit_events_by_time ON audit_events (at);

CREATE INDEX audit_events_by_target ON audit_events (target);

-- //@UNDO

DROP TABLE audit_events;
