ALTER TABLE audit_events ADD COLUMN chain_position INTEGER;

ALTER TABLE audit_events ADD COLUMN chain_hash BLOB CHECK (length(chain_hash) <= 32);

ALTER TABLE audit_events ADD COLUMN address_salt BLOB CHECK (length(address_salt) <= 16);

ALTER TABLE audit_events ADD COLUMN address_commitment BLOB CHECK (length(address_commitment) <= 32);

ALTER TABLE audit_events ADD COLUMN detail_salt BLOB CHECK (length(detail_salt) <= 16);

ALTER TABLE audit_events ADD COLUMN detail_commitment BLOB CHECK (length(detail_commitment) <= 32);

CREATE INDEX audit_events_by_position ON audit_events (chain_position, id);

-- //@UNDO

DROP INDEX audit_events_by_position;

ALTER TABLE audit_events DROP COLUMN detail_commitment;

ALTER TABLE audit_events DROP COLUMN detail_salt;

ALTER TABLE audit_events DROP COLUMN address_commitment;

ALTER TABLE audit_events DROP COLUMN address_salt;

ALTER TABLE audit_events DROP COLUMN chain_hash;

ALTER TABLE audit_events DROP COLUMN chain_position;
