ALTER TABLE audit_events ADD COLUMN api_key varchar(64);

CREATE INDEX audit_events_by_api_key ON audit_events (api_key, at, id);

-- //@UNDO

DROP INDEX audit_events_by_api_key;

ALTER TABLE audit_events DROP COLUMN api_key;
