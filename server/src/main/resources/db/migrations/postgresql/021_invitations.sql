CREATE TABLE invitations (
  id uuid NOT NULL PRIMARY KEY,
  email varchar(320) NOT NULL,
  roles varchar(2000) NOT NULL,
  invited_by uuid REFERENCES users (id) ON DELETE CASCADE,
  token_hash bytea NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

CREATE INDEX invitations_by_email ON invitations (email);

CREATE INDEX invitations_by_expiry ON invitations (expires_at);

CREATE INDEX invitations_by_giver ON invitations (invited_by);

-- //@UNDO

DROP TABLE invitations;
