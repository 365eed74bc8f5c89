INSERT INTO audit_chain (id, position, hash, checkpoints, signed_position) VALUES
  (1, 0, decode('0000000000000000000000000000000000000000000000000000000000000000', 'hex'), 0, 0);

-- //@UNDO

DELETE FROM audit_chain;
