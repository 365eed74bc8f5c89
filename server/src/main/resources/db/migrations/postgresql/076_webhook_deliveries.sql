CREATE TABLE webhook_deliveries (
  id uuid NOT NULL PRIMARY KEY,
  webhook_id uuid NOT NULL,
  event_id uuid NOT NULL,
  action varchar(64) NOT NULL,
  state varchar(16) NOT NULL,
  attempts integer NOT NULL,
  response_status integer,
  error varchar(64),
  created_at timestamptz NOT NULL,
  last_attempt_at timestamptz
);

CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook_id, created_at, id);

CREATE INDEX webhook_deliveries_by_time ON webhook_deliveries (created_at);

-- //@UNDO

DROP TABLE webhook_deliveries;
