ALTER TABLE audit_events ADD COLUMN detail varchar(255);

DROP INDEX audit_events_by_time;

DROP INDEX audit_events_by_target;

CREATE INDEX audit_events_by_time ON audit_events (at, id);

CREATE INDEX audit_events_by_target ON audit_events (target, at, id);

CREATE INDEX audit_events_by_actor ON audit_events (actor, at, id);

CREATE INDEX audit_events_by_action ON audit_events (action, at, id, result);

CREATE INDEX audit_events_by_reason ON audit_events (reason, at, id);

CREATE INDEX audit_events_by_request ON audit_events (request_id);

-- //@UNDO

DROP INDEX audit_events_by_request;

DROP INDEX audit_events_by_reason;

DROP INDEX audit_events_by_action;

DROP INDEX audit_events_by_actor;

DROP INDEX audit_events_by_target;

DROP INDEX audit_events_by_time;

CREATE INDEX audit_events_by_target ON audit_events (target);

CREATE INDEX audit_events_by_time ON audit_events (at);

ALTER TABLE audit_events DROP COLUMN detail;
