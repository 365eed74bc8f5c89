-- users

CREATE TABLE users (
  id uuid PRIMARY KEY,
  email varchar(320) NOT NULL,
  email_key varchar(320) NOT NULL,
  name varchar(255),
  hashed_password varchar(255),
  is_active boolean NOT NULL,
  is_verified boolean NOT NULL,
  mfa_secret bytea,
  mfa_enabled boolean NOT NULL,
  mfa_last_step bigint NOT NULL,
  metadata jsonb,
  auth_epoch bigint NOT NULL,
  legacy_id bigint,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  last_login timestamptz,
  CONSTRAINT users_email_key UNIQUE (email_key)
);

CREATE INDEX users_by_creation ON users (created_at, id);

-- //@UNDO

DROP TABLE users;
