ALTER TABLE one_time_tokens ADD COLUMN subject TEXT CHECK (length(subject) <= 320);

-- //@UNDO

ALTER TABLE one_time_tokens DROP COLUMN subject;
