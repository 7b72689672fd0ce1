-- +goose Up

CREATE TABLE owners (
  id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  created_at BIGINT NOT NULL
);

CREATE TABLE stages (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  position BIGINT NOT NULL,
  board BOOLEAN NOT NULL,
  PRIMARY KEY (owner, id)
);

CREATE TABLE employers (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  aliases TEXT COLLATE "C" NOT NULL,
  domain TEXT COLLATE "C" NOT NULL,
  is_agency BOOLEAN NOT NULL,
  careers_url TEXT COLLATE "C" NOT NULL,
  think_twice BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX employers_name ON employers (owner, name);
CREATE INDEX employers_domain ON employers (owner, domain);

CREATE TABLE persons (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  employer_id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  email TEXT COLLATE "C" NOT NULL,
  phone TEXT COLLATE "C" NOT NULL,
  role TEXT COLLATE "C" NOT NULL,
  title TEXT COLLATE "C" NOT NULL,
  profile TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX persons_employer ON persons (owner, employer_id);
CREATE INDEX persons_email ON persons (owner, email);

CREATE TABLE applications (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  employer_id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  role TEXT COLLATE "C" NOT NULL,
  channel TEXT COLLATE "C" NOT NULL,
  role_family TEXT COLLATE "C" NOT NULL,
  location TEXT COLLATE "C" NOT NULL,
  resume_id TEXT COLLATE "C" NOT NULL,
  posting_id TEXT COLLATE "C" NOT NULL,
  contact_id TEXT COLLATE "C" NOT NULL,
  respect TEXT COLLATE "C" NOT NULL,
  source TEXT COLLATE "C" NOT NULL,
  import_key TEXT COLLATE "C" NOT NULL,
  archived BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id),
  FOREIGN KEY (owner, employer_id) REFERENCES employers(owner, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX applications_employer ON applications (owner, employer_id);
CREATE INDEX applications_contact ON applications (owner, contact_id) WHERE contact_id <> '';
CREATE UNIQUE INDEX applications_import ON applications (owner, import_key) WHERE import_key <> '';

CREATE TABLE events (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  day TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  stage_id TEXT COLLATE "C" NOT NULL,
  stage_kind TEXT COLLATE "C" NOT NULL,
  round BIGINT NOT NULL,
  round_name TEXT COLLATE "C" NOT NULL,
  ending TEXT COLLATE "C" NOT NULL,
  message_id TEXT COLLATE "C" NOT NULL,
  contact_id TEXT COLLATE "C" NOT NULL,
  automated BOOLEAN NOT NULL,
  minutes BIGINT NOT NULL,
  place TEXT COLLATE "C" NOT NULL,
  people TEXT COLLATE "C" NOT NULL,
  promised_on TEXT COLLATE "C" NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  voids TEXT COLLATE "C" NOT NULL,
  source TEXT COLLATE "C" NOT NULL,
  recorded_at BIGINT NOT NULL,
  withdrawn BOOLEAN NOT NULL,
  PRIMARY KEY (owner, id),
  FOREIGN KEY (owner, application_id) REFERENCES applications(owner, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX events_application ON events (owner, application_id, day);
CREATE INDEX events_interviews ON events (owner, at) WHERE kind = 'interview';
CREATE INDEX events_stage ON events (owner, stage_id) WHERE stage_id <> '';
CREATE INDEX events_day ON events (owner, day);

-- Derived from events; can be thrown away and built again.
CREATE TABLE states (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  application_id TEXT COLLATE "C" NOT NULL,
  sort_name TEXT COLLATE "C" NOT NULL,
  stage_id TEXT COLLATE "C" NOT NULL,
  stage_kind TEXT COLLATE "C" NOT NULL,
  stage_rank BIGINT NOT NULL,
  stage_since TEXT COLLATE "C" NOT NULL,
  round BIGINT NOT NULL,
  round_name TEXT COLLATE "C" NOT NULL,
  furthest_kind TEXT COLLATE "C" NOT NULL,
  furthest_rank BIGINT NOT NULL,
  ending TEXT COLLATE "C" NOT NULL,
  ended_on TEXT COLLATE "C" NOT NULL,
  applied_on TEXT COLLATE "C" NOT NULL,
  answered BOOLEAN NOT NULL,
  answered_on TEXT COLLATE "C" NOT NULL,
  human BOOLEAN NOT NULL,
  last_on TEXT COLLATE "C" NOT NULL,
  promised_on TEXT COLLATE "C" NOT NULL,
  check_ins BIGINT NOT NULL,
  replies BIGINT NOT NULL,
  flags TEXT COLLATE "C" NOT NULL,
  check_in_on TEXT COLLATE "C" NOT NULL,
  silent_on TEXT COLLATE "C" NOT NULL,
  channel TEXT COLLATE "C" NOT NULL,
  archived BOOLEAN NOT NULL,
  PRIMARY KEY (owner, application_id),
  FOREIGN KEY (owner, application_id) REFERENCES applications(owner, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX states_name ON states (owner, archived, ending, sort_name, application_id);
CREATE INDEX states_stage ON states (owner, archived, ending, furthest_rank, applied_on, application_id);
CREATE INDEX states_applied ON states (owner, archived, applied_on, application_id);
CREATE INDEX states_silent ON states (owner, archived, ending, silent_on, application_id);
CREATE INDEX states_last ON states (owner, archived, last_on, application_id);

-- Counts kept with every change of a state, so that no list page counts.
CREATE TABLE tallies (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  stage_id TEXT COLLATE "C" NOT NULL,
  furthest_rank BIGINT NOT NULL,
  ending TEXT COLLATE "C" NOT NULL,
  channel TEXT COLLATE "C" NOT NULL,
  flagged BOOLEAN NOT NULL,
  archived BOOLEAN NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (owner, stage_id, furthest_rank, ending, channel, flagged, archived)
);

CREATE TABLE postings (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  title TEXT COLLATE "C" NOT NULL,
  url TEXT COLLATE "C" NOT NULL,
  requisition TEXT COLLATE "C" NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  saved_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);

CREATE TABLE documents (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  media_type TEXT COLLATE "C" NOT NULL,
  size BIGINT NOT NULL,
  sha256 TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX documents_application ON documents (owner, application_id);

CREATE TABLE blobs (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  data BYTEA NOT NULL,
  PRIMARY KEY (owner, id)
);

CREATE TABLE resume_versions (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  document_id TEXT COLLATE "C" NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);

CREATE TABLE notes (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  employer_id TEXT COLLATE "C" NOT NULL,
  day TEXT COLLATE "C" NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  sealed BOOLEAN NOT NULL,
  nda BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX notes_application ON notes (owner, application_id);
CREATE INDEX notes_employer ON notes (owner, employer_id);

CREATE TABLE tags (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE UNIQUE INDEX tags_application ON tags (owner, application_id, name);
CREATE INDEX tags_name ON tags (owner, name);

CREATE TABLE shelf_items (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  day TEXT COLLATE "C" NOT NULL,
  used_on TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX shelf_items_application ON shelf_items (owner, application_id);

CREATE TABLE salary_entries (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  low BIGINT NOT NULL,
  high BIGINT NOT NULL,
  currency TEXT COLLATE "C" NOT NULL,
  basis TEXT COLLATE "C" NOT NULL,
  whom TEXT COLLATE "C" NOT NULL,
  day TEXT COLLATE "C" NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX salary_entries_application ON salary_entries (owner, application_id);

CREATE TABLE messages (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  content_id TEXT COLLATE "C" NOT NULL,
  mail_id TEXT COLLATE "C" NOT NULL,
  in_reply_to TEXT COLLATE "C" NOT NULL,
  refs TEXT COLLATE "C" NOT NULL,
  from_name TEXT COLLATE "C" NOT NULL,
  from_addr TEXT COLLATE "C" NOT NULL,
  reply_to TEXT COLLATE "C" NOT NULL,
  to_addrs TEXT COLLATE "C" NOT NULL,
  cc_addrs TEXT COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  date BIGINT NOT NULL,
  zone BIGINT NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  new_start BIGINT NOT NULL,
  new_end BIGINT NOT NULL,
  has_html BOOLEAN NOT NULL,
  attachments TEXT COLLATE "C" NOT NULL,
  warnings TEXT COLLATE "C" NOT NULL,
  source TEXT COLLATE "C" NOT NULL,
  out BOOLEAN NOT NULL,
  automated BOOLEAN NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX messages_application ON messages (owner, application_id);
CREATE UNIQUE INDEX messages_content ON messages (owner, content_id) WHERE content_id <> '';

CREATE TABLE debriefs (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  message_id TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  stage_kind TEXT COLLATE "C" NOT NULL,
  facts TEXT COLLATE "C" NOT NULL,
  decision TEXT COLLATE "C" NOT NULL,
  rules_version TEXT COLLATE "C" NOT NULL,
  reply TEXT COLLATE "C" NOT NULL,
  mood TEXT COLLATE "C" NOT NULL,
  mood_at BIGINT NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  reason2 TEXT COLLATE "C" NOT NULL,
  reason_source TEXT COLLATE "C" NOT NULL,
  reason_line TEXT COLLATE "C" NOT NULL,
  action_id TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  answered_on TEXT COLLATE "C" NOT NULL,
  news_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX debriefs_application ON debriefs (owner, application_id);
CREATE INDEX debriefs_open ON debriefs (owner, news_at) WHERE state <> 'finished';
CREATE INDEX debriefs_reason ON debriefs (owner, reason, answered_on);

CREATE TABLE drafts (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  debrief_id TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  to_name TEXT COLLATE "C" NOT NULL,
  to_addr TEXT COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  variant BIGINT NOT NULL,
  edited BOOLEAN NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  not_before BIGINT NOT NULL,
  read_again_at BIGINT NOT NULL,
  in_reply_to TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX drafts_application ON drafts (owner, application_id);
CREATE INDEX drafts_debrief ON drafts (owner, debrief_id);
CREATE INDEX drafts_state ON drafts (owner, state);

CREATE TABLE actions (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  debrief_id TEXT COLLATE "C" NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  theme TEXT COLLATE "C" NOT NULL,
  gate TEXT COLLATE "C" NOT NULL,
  measure TEXT COLLATE "C" NOT NULL,
  evidence TEXT COLLATE "C" NOT NULL,
  planned BIGINT NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  started_on TEXT COLLATE "C" NOT NULL,
  ended_on TEXT COLLATE "C" NOT NULL,
  result TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX actions_state ON actions (owner, state);
CREATE INDEX actions_application ON actions (owner, application_id);

CREATE TABLE watches (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  employer_id TEXT COLLATE "C" NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  contact_id TEXT COLLATE "C" NOT NULL,
  warmth TEXT COLLATE "C" NOT NULL,
  next_on TEXT COLLATE "C" NOT NULL,
  reapply_on TEXT COLLATE "C" NOT NULL,
  stopped_on TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX watches_employer ON watches (owner, employer_id);

CREATE TABLE views (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  query TEXT COLLATE "C" NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);

CREATE TABLE mappings (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (owner, id)
);

CREATE TABLE settings (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  value TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (owner, id)
);

-- The journal: what each change did to which row, so that it can be taken back.
CREATE TABLE changes (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  verb TEXT COLLATE "C" NOT NULL,
  summary TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  undoes TEXT COLLATE "C" NOT NULL,
  undone_by TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX changes_application ON changes (owner, application_id, id);

CREATE TABLE change_rows (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  change_id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  tbl TEXT COLLATE "C" NOT NULL,
  row_id TEXT COLLATE "C" NOT NULL,
  before TEXT COLLATE "C" NOT NULL,
  after TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (owner, change_id, seq)
);
CREATE INDEX change_rows_application ON change_rows (owner, application_id);

-- What search reads. folded is the text in lower case without accents.
CREATE TABLE search_docs (
  n BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  tbl TEXT COLLATE "C" NOT NULL,
  row_id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  day TEXT COLLATE "C" NOT NULL,
  title TEXT COLLATE "C" NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  folded TEXT COLLATE "C" NOT NULL,
  lexemes tsvector GENERATED ALWAYS AS (to_tsvector('simple', folded)) STORED
);
CREATE UNIQUE INDEX search_docs_row ON search_docs (owner, tbl, row_id);
CREATE INDEX search_docs_application ON search_docs (owner, application_id);
CREATE INDEX search_docs_lexemes ON search_docs USING gin (lexemes);
