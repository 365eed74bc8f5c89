UPDATE api_keys SET ends_at = expires_at;

-- //@UNDO

UPDATE api_keys SET expires_at = ends_at;
