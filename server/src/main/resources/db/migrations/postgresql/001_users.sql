CREATE TABLE users (
  id uuid NOT NULL PRIMARY KEY,
  email varchar(320) NOT NULL,
  email_key varchar(320) NOT NULL UNIQUE,
  name varchar(255),
  hashed_password varchar(255),
  is_active boolean NOT NULL,
  is_verified boolean NOT NULL,
  mfa_secret bytea,
  mfa_enabled boolean NOT NULL,
  mfa_last_step bigint NOT NULL DEFAULT 0,
  metadata jsonb,
  auth_epoch bigint NOT NULL DEFAULT 0,
  legacy_id bigint,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  last_login timestamptz
);

CREATE INDEX users_by_creation ON users (created_at, id);

-- //@UNDO

DROP TABLE users;
