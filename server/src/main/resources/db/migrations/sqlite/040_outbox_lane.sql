ALTER TABLE outbox ADD COLUMN lane TEXT NOT NULL DEFAULT '' CHECK (length(lane) <= 64);

CREATE INDEX outbox_by_due_lane ON outbox (kind, due_at, id, lane);

DROP INDEX outbox_by_due_time;

-- //@UNDO

CREATE INDEX outbox_by_due_time ON outbox (kind, due_at);

DROP INDEX outbox_by_due_lane;

ALTER TABLE outbox DROP COLUMN lane;
