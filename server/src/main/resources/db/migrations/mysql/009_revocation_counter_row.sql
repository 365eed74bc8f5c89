INSERT IGNORE INTO revocation_counter (id, seq) VALUES (1, 0);

-- //@UNDO

DELETE FROM revocation_counter;
