-- +goose Up

CREATE TABLE owners (
  id TEXT NOT NULL PRIMARY KEY,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE stages (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  position INTEGER NOT NULL,
  board INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;

CREATE TABLE employers (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  aliases TEXT NOT NULL,
  domain TEXT NOT NULL,
  is_agency INTEGER NOT NULL,
  careers_url TEXT NOT NULL,
  think_twice INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX employers_name ON employers (owner, name);
CREATE INDEX employers_domain ON employers (owner, domain);

CREATE TABLE persons (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  employer_id TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  role TEXT NOT NULL,
  title TEXT NOT NULL,
  profile TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX persons_employer ON persons (owner, employer_id);
CREATE INDEX persons_email ON persons (owner, email);

CREATE TABLE applications (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  employer_id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  role TEXT NOT NULL,
  channel TEXT NOT NULL,
  role_family TEXT NOT NULL,
  location TEXT NOT NULL,
  resume_id TEXT NOT NULL,
  posting_id TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  respect TEXT NOT NULL,
  source TEXT NOT NULL,
  import_key TEXT NOT NULL,
  archived INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id),
  FOREIGN KEY (owner, employer_id) REFERENCES employers(owner, id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX applications_employer ON applications (owner, employer_id);
CREATE INDEX applications_contact ON applications (owner, contact_id) WHERE contact_id <> '';
CREATE UNIQUE INDEX applications_import ON applications (owner, import_key) WHERE import_key <> '';

CREATE TABLE events (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  day TEXT NOT NULL,
  at INTEGER NOT NULL,
  stage_id TEXT NOT NULL,
  stage_kind TEXT NOT NULL,
  round INTEGER NOT NULL,
  round_name TEXT NOT NULL,
  ending TEXT NOT NULL,
  message_id TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  automated INTEGER NOT NULL,
  minutes INTEGER NOT NULL,
  place TEXT NOT NULL,
  people TEXT NOT NULL,
  promised_on TEXT NOT NULL,
  text TEXT NOT NULL,
  voids TEXT NOT NULL,
  source TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL,
  PRIMARY KEY (owner, id),
  FOREIGN KEY (owner, application_id) REFERENCES applications(owner, id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX events_application ON events (owner, application_id, day);
CREATE INDEX events_interviews ON events (owner, at) WHERE kind = 'interview';
CREATE INDEX events_stage ON events (owner, stage_id) WHERE stage_id <> '';
CREATE INDEX events_day ON events (owner, day);

-- Derived from events; can be thrown away and built again.
CREATE TABLE states (
  owner TEXT NOT NULL REFERENCES owners(id),
  application_id TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  stage_id TEXT NOT NULL,
  stage_kind TEXT NOT NULL,
  stage_rank INTEGER NOT NULL,
  stage_since TEXT NOT NULL,
  round INTEGER NOT NULL,
  round_name TEXT NOT NULL,
  furthest_kind TEXT NOT NULL,
  furthest_rank INTEGER NOT NULL,
  ending TEXT NOT NULL,
  ended_on TEXT NOT NULL,
  applied_on TEXT NOT NULL,
  answered INTEGER NOT NULL,
  answered_on TEXT NOT NULL,
  human INTEGER NOT NULL,
  last_on TEXT NOT NULL,
  promised_on TEXT NOT NULL,
  check_ins INTEGER NOT NULL,
  replies INTEGER NOT NULL,
  flags TEXT NOT NULL,
  check_in_on TEXT NOT NULL,
  silent_on TEXT NOT NULL,
  channel TEXT NOT NULL,
  archived INTEGER NOT NULL,
  PRIMARY KEY (owner, application_id),
  FOREIGN KEY (owner, application_id) REFERENCES applications(owner, id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX states_name ON states (owner, archived, ending, sort_name, application_id);
CREATE INDEX states_stage ON states (owner, archived, ending, furthest_rank, applied_on, application_id);
CREATE INDEX states_applied ON states (owner, archived, applied_on, application_id);
CREATE INDEX states_silent ON states (owner, archived, ending, silent_on, application_id);
CREATE INDEX states_last ON states (owner, archived, last_on, application_id);

-- Counts kept with every change of a state, so that no list page counts.
CREATE TABLE tallies (
  owner TEXT NOT NULL REFERENCES owners(id),
  stage_id TEXT NOT NULL,
  furthest_rank INTEGER NOT NULL,
  ending TEXT NOT NULL,
  channel TEXT NOT NULL,
  flagged INTEGER NOT NULL,
  archived INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (owner, stage_id, furthest_rank, ending, channel, flagged, archived)
) STRICT;

CREATE TABLE postings (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  url TEXT NOT NULL,
  requisition TEXT NOT NULL,
  text TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;

CREATE TABLE documents (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX documents_application ON documents (owner, application_id);

CREATE TABLE blobs (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;

CREATE TABLE resume_versions (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  document_id TEXT NOT NULL,
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;

CREATE TABLE notes (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  employer_id TEXT NOT NULL,
  day TEXT NOT NULL,
  text TEXT NOT NULL,
  sealed INTEGER NOT NULL,
  nda INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX notes_application ON notes (owner, application_id);
CREATE INDEX notes_employer ON notes (owner, employer_id);

CREATE TABLE tags (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE UNIQUE INDEX tags_application ON tags (owner, application_id, name);
CREATE INDEX tags_name ON tags (owner, name);

CREATE TABLE shelf_items (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  text TEXT NOT NULL,
  day TEXT NOT NULL,
  used_on TEXT NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX shelf_items_application ON shelf_items (owner, application_id);

CREATE TABLE salary_entries (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  low INTEGER NOT NULL,
  high INTEGER NOT NULL,
  currency TEXT NOT NULL,
  basis TEXT NOT NULL,
  whom TEXT NOT NULL,
  day TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX salary_entries_application ON salary_entries (owner, application_id);

CREATE TABLE messages (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  content_id TEXT NOT NULL,
  mail_id TEXT NOT NULL,
  in_reply_to TEXT NOT NULL,
  refs TEXT NOT NULL,
  from_name TEXT NOT NULL,
  from_addr TEXT NOT NULL,
  reply_to TEXT NOT NULL,
  to_addrs TEXT NOT NULL,
  cc_addrs TEXT NOT NULL,
  subject TEXT NOT NULL,
  date INTEGER NOT NULL,
  zone INTEGER NOT NULL,
  text TEXT NOT NULL,
  new_start INTEGER NOT NULL,
  new_end INTEGER NOT NULL,
  has_html INTEGER NOT NULL,
  attachments TEXT NOT NULL,
  warnings TEXT NOT NULL,
  source TEXT NOT NULL,
  out INTEGER NOT NULL,
  automated INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX messages_application ON messages (owner, application_id);
CREATE UNIQUE INDEX messages_content ON messages (owner, content_id) WHERE content_id <> '';

CREATE TABLE debriefs (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  message_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  stage_kind TEXT NOT NULL,
  facts TEXT NOT NULL,
  decision TEXT NOT NULL,
  rules_version TEXT NOT NULL,
  reply TEXT NOT NULL,
  mood TEXT NOT NULL,
  mood_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  reason2 TEXT NOT NULL,
  reason_source TEXT NOT NULL,
  reason_line TEXT NOT NULL,
  action_id TEXT NOT NULL,
  state TEXT NOT NULL,
  answered_on TEXT NOT NULL,
  news_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  finished_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX debriefs_application ON debriefs (owner, application_id);
CREATE INDEX debriefs_open ON debriefs (owner, news_at) WHERE state <> 'finished';
CREATE INDEX debriefs_reason ON debriefs (owner, reason, answered_on);

CREATE TABLE drafts (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  debrief_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  to_name TEXT NOT NULL,
  to_addr TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  variant INTEGER NOT NULL,
  edited INTEGER NOT NULL,
  state TEXT NOT NULL,
  not_before INTEGER NOT NULL,
  read_again_at INTEGER NOT NULL,
  in_reply_to TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX drafts_application ON drafts (owner, application_id);
CREATE INDEX drafts_debrief ON drafts (owner, debrief_id);
CREATE INDEX drafts_state ON drafts (owner, state);

CREATE TABLE actions (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  debrief_id TEXT NOT NULL,
  text TEXT NOT NULL,
  theme TEXT NOT NULL,
  gate TEXT NOT NULL,
  measure TEXT NOT NULL,
  evidence TEXT NOT NULL,
  planned INTEGER NOT NULL,
  state TEXT NOT NULL,
  started_on TEXT NOT NULL,
  ended_on TEXT NOT NULL,
  result TEXT NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX actions_state ON actions (owner, state);
CREATE INDEX actions_application ON actions (owner, application_id);

CREATE TABLE watches (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  employer_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  warmth TEXT NOT NULL,
  next_on TEXT NOT NULL,
  reapply_on TEXT NOT NULL,
  stopped_on TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX watches_employer ON watches (owner, employer_id);

CREATE TABLE views (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;

CREATE TABLE mappings (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;

CREATE TABLE settings (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;

-- The journal: what each change did to which row, so that it can be taken back.
CREATE TABLE changes (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  verb TEXT NOT NULL,
  summary TEXT NOT NULL,
  application_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  undoes TEXT NOT NULL,
  undone_by TEXT NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX changes_application ON changes (owner, application_id, id);

CREATE TABLE change_rows (
  owner TEXT NOT NULL REFERENCES owners(id),
  change_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  application_id TEXT NOT NULL,
  tbl TEXT NOT NULL,
  row_id TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  PRIMARY KEY (owner, change_id, seq)
) STRICT;
CREATE INDEX change_rows_application ON change_rows (owner, application_id);

-- What search reads. folded is the text in lower case without accents.
CREATE TABLE search_docs (
  n INTEGER PRIMARY KEY,
  owner TEXT NOT NULL REFERENCES owners(id),
  tbl TEXT NOT NULL,
  row_id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  day TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  folded TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX search_docs_row ON search_docs (owner, tbl, row_id);
CREATE INDEX search_docs_application ON search_docs (owner, application_id);
CREATE VIRTUAL TABLE search_fts USING fts5(folded, content='search_docs', content_rowid='n', detail=full, prefix='2 3');
-- +goose StatementBegin
CREATE TRIGGER search_docs_insert AFTER INSERT ON search_docs BEGIN
  INSERT INTO search_fts(rowid, folded) VALUES (new.n, new.folded);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER search_docs_delete AFTER DELETE ON search_docs BEGIN
  INSERT INTO search_fts(search_fts, rowid, folded) VALUES ('delete', old.n, old.folded);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER search_docs_update AFTER UPDATE ON search_docs BEGIN
  INSERT INTO search_fts(search_fts, rowid, folded) VALUES ('delete', old.n, old.folded);
  INSERT INTO search_fts(rowid, folded) VALUES (new.n, new.folded);
END;
-- +goose StatementEnd
