-- audit events

CREATE TABLE audit_events (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT,
  action TEXT NOT NULL,
  target TEXT,
  result TEXT NOT NULL,
  reason TEXT,
  ip_address TEXT,
  request_id TEXT
);

CREATE INDEX audit_events_by_time ON audit_events (at);

CREATE INDEX audit_events_by_target ON audit_events (target, at);

-- //@UNDO

DROP TABLE audit_events;
