-- +goose Up

CREATE TABLE sources (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  path TEXT NOT NULL,
  host TEXT NOT NULL,
  port INTEGER NOT NULL,
  security TEXT NOT NULL,
  account TEXT NOT NULL,
  auth TEXT NOT NULL,
  folders TEXT NOT NULL,
  secret TEXT NOT NULL,
  since TEXT NOT NULL,
  state TEXT NOT NULL,
  cursor TEXT NOT NULL,
  checked_at INTEGER NOT NULL,
  problem TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;

CREATE TABLE readings (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  source_id TEXT NOT NULL,
  state TEXT NOT NULL,
  messages INTEGER NOT NULL,
  total INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  size INTEGER NOT NULL,
  found TEXT NOT NULL,
  left_out TEXT NOT NULL,
  troubles TEXT NOT NULL,
  problem TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX readings_source ON readings (owner, source_id);

CREATE TABLE origins (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  message_id TEXT NOT NULL,
  source_id TEXT NOT NULL,
  position TEXT NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE UNIQUE INDEX origins_message ON origins (owner, message_id, source_id);

-- The fingerprint of every message that was ever read; id is its content id.
CREATE TABLE seen (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  class TEXT NOT NULL,
  day TEXT NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;

-- Applications that mails tell of and that are not on record yet.
CREATE TABLE prospects (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  company TEXT NOT NULL,
  agency TEXT NOT NULL,
  role TEXT NOT NULL,
  requisition TEXT NOT NULL,
  channel TEXT NOT NULL,
  domain TEXT NOT NULL,
  vendor TEXT NOT NULL,
  first_on TEXT NOT NULL,
  last_on TEXT NOT NULL,
  reading_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX prospects_application ON prospects (owner, application_id);

CREATE TABLE inbox_items (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  message_id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  prospect_id TEXT NOT NULL,
  reading_id TEXT NOT NULL,
  class TEXT NOT NULL,
  confidence INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  matches TEXT NOT NULL,
  doubt TEXT NOT NULL,
  state TEXT NOT NULL,
  filed_by TEXT NOT NULL,
  held_until INTEGER NOT NULL,
  change_id TEXT NOT NULL,
  date INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE UNIQUE INDEX inbox_items_message ON inbox_items (owner, message_id);
CREATE INDEX inbox_items_application ON inbox_items (owner, application_id);
CREATE INDEX inbox_items_prospect ON inbox_items (owner, prospect_id);
CREATE INDEX inbox_items_state ON inbox_items (owner, state, date);
CREATE INDEX inbox_items_reading ON inbox_items (owner, reading_id);

CREATE TABLE lessons (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  pattern TEXT NOT NULL,
  class TEXT NOT NULL,
  company TEXT NOT NULL,
  message_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX lessons_pattern ON lessons (owner, kind, pattern);

-- Threads are found by Message-ID.
CREATE INDEX messages_mail ON messages (owner, mail_id);
CREATE INDEX messages_reply ON messages (owner, in_reply_to);
