-- +goose Up

CREATE TABLE stories (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  situation TEXT NOT NULL,
  task TEXT NOT NULL,
  obstacle TEXT NOT NULL,
  action TEXT NOT NULL,
  result TEXT NOT NULL,
  no_number TEXT NOT NULL,
  reflection TEXT NOT NULL,
  people TEXT NOT NULL,
  competencies TEXT NOT NULL,
  failure INTEGER NOT NULL,
  influence TEXT NOT NULL,
  nda INTEGER NOT NULL,
  archived INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;

CREATE TABLE tellings (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  story_id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  day TEXT NOT NULL,
  question TEXT NOT NULL,
  landed INTEGER NOT NULL,
  follow_ups TEXT NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX tellings_story ON tellings (owner, story_id);
CREATE INDEX tellings_application ON tellings (owner, application_id);

CREATE TABLE bullets (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  resume_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  heading TEXT NOT NULL,
  current INTEGER NOT NULL,
  text TEXT NOT NULL,
  story_id TEXT NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX bullets_resume ON bullets (owner, resume_id);

CREATE TABLE requirements (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  posting_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  term TEXT NOT NULL,
  cannot_claim INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX requirements_posting ON requirements (owner, posting_id);

CREATE TABLE offers (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  state TEXT NOT NULL,
  received_on TEXT NOT NULL,
  answer_by TEXT NOT NULL,
  terms TEXT NOT NULL,
  facts TEXT NOT NULL,
  told TEXT NOT NULL,
  marks TEXT NOT NULL,
  notes TEXT NOT NULL,
  decided_on TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX offers_application ON offers (owner, application_id);

CREATE TABLE interview_notes (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  if_no TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX interview_notes_application ON interview_notes (owner, application_id);
CREATE INDEX interview_notes_event ON interview_notes (owner, event_id);

CREATE TABLE touches (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  day TEXT NOT NULL,
  kind TEXT NOT NULL,
  out INTEGER NOT NULL,
  reason TEXT NOT NULL,
  text TEXT NOT NULL,
  answered TEXT NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX touches_person ON touches (owner, person_id);

CREATE TABLE log_entries (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  counts TEXT NOT NULL,
  proof TEXT NOT NULL,
  note TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX log_entries_application ON log_entries (owner, application_id);
CREATE INDEX log_entries_event ON log_entries (owner, event_id);

CREATE TABLE log_copies (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  profile TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  csv TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
