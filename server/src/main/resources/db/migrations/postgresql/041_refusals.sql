CREATE TABLE refusals (
  id uuid NOT NULL PRIMARY KEY,
  request_id varchar(64) NOT NULL,
  reason varchar(32) NOT NULL,
  subject varchar(64),
  refused_at timestamptz NOT NULL
);

CREATE INDEX refusals_by_request ON refusals (request_id);

CREATE INDEX refusals_by_time ON refusals (refused_at);

-- //@UNDO

DROP TABLE refusals;
