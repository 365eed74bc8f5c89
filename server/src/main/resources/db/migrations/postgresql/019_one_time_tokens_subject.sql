ALTER TABLE one_time_tokens ADD COLUMN subject varchar(320);

-- //@UNDO

ALTER TABLE one_time_tokens DROP COLUMN subject;
