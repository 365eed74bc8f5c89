INSERT IGNORE INTO audit_chain (id, position, hash, checkpoints, signed_position) VALUES
  (1, 0, X'0000000000000000000000000000000000000000000000000000000000000000', 0, 0);

-- //@UNDO

DELETE FROM audit_chain;
