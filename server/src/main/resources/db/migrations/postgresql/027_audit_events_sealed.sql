ALTER TABLE audit_events
  ADD COLUMN chain_position bigint,
  ADD COLUMN chain_hash bytea,
  ADD COLUMN address_salt bytea,
  ADD COLUMN address_commitment bytea,
  ADD COLUMN detail_salt bytea,
  ADD COLUMN detail_commitment bytea;

CREATE INDEX audit_events_by_position ON audit_events (chain_position, id);

-- //@UNDO

DROP INDEX audit_events_by_position;

ALTER TABLE audit_events
  DROP COLUMN detail_commitment,
  DROP COLUMN detail_salt,
  DROP COLUMN address_commitment,
  DROP COLUMN address_salt,
  DROP COLUMN chain_hash,
  DROP COLUMN chain_position;
