CREATE TABLE clients (client_id text PRIMARY KEY);
CREATE TABLE client_keys (
  client_id text REFERENCES clients, key_version text, public_key text NOT NULL,
  PRIMARY KEY (client_id, key_version)
);
CREATE TABLE agreements (client_id text REFERENCES clients, acquirer_id text, psp_id text,
  PRIMARY KEY (client_id, acquirer_id, psp_id));
CREATE TABLE users (
  id text PRIMARY KEY,
  status text NOT NULL CHECK (status IN ('ACTIVE', 'FROZEN', 'CLOSED')),
  phone text CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'), email text, locale text
);
-- Of a token only its SHA-256: whoever reads the table can use none. No foreign key: a token may outlive its user (RC-14).
CREATE TABLE tokens (
  token_hash bytea PRIMARY KEY, user_id text NOT NULL, client_id text NOT NULL REFERENCES clients,
  status text NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'CANCELLED')), expires_at timestamptz
);
