CREATE TABLE audit_events (
  id uuid NOT NULL PRIMARY KEY,
  at timestamptz NOT NULL,
  actor varchar(64),
  action varchar(64) NOT NULL,
  target varchar(64),
  result varchar(16) NOT NULL,
  reason varchar(64),
  ip_address varchar(45),
  request_id varchar(64)
);

CREATE INDEX audit_events_by_time ON audit_events (at);

CREATE INDEX audit_events_by_target ON audit_events (target);

-- //@UNDO

DROP TABLE audit_events;
