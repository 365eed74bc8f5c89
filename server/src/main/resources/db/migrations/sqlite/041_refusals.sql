CREATE TABLE refusals (
  id TEXT NOT NULL PRIMARY KEY,
  request_id TEXT NOT NULL CHECK (length(request_id) <= 64),
  reason TEXT NOT NULL CHECK (length(reason) <= 32),
  subject TEXT CHECK (length(subject) <= 64),
  refused_at TEXT NOT NULL
) STRICT;

CREATE INDEX refusals_by_request ON refusals (request_id);

CREATE INDEX refusals_by_time ON refusals (refused_at);

-- //@UNDO

DROP TABLE refusals;
