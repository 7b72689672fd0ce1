-- +goose Up

CREATE TABLE stories (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  title TEXT COLLATE "C" NOT NULL,
  situation TEXT COLLATE "C" NOT NULL,
  task TEXT COLLATE "C" NOT NULL,
  obstacle TEXT COLLATE "C" NOT NULL,
  action TEXT COLLATE "C" NOT NULL,
  result TEXT COLLATE "C" NOT NULL,
  no_number TEXT COLLATE "C" NOT NULL,
  reflection TEXT COLLATE "C" NOT NULL,
  people TEXT COLLATE "C" NOT NULL,
  competencies TEXT COLLATE "C" NOT NULL,
  failure BOOLEAN NOT NULL,
  influence TEXT COLLATE "C" NOT NULL,
  nda BOOLEAN NOT NULL,
  archived BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);

CREATE TABLE tellings (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  story_id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  event_id TEXT COLLATE "C" NOT NULL,
  day TEXT COLLATE "C" NOT NULL,
  question TEXT COLLATE "C" NOT NULL,
  landed BIGINT NOT NULL,
  follow_ups TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX tellings_story ON tellings (owner, story_id);
CREATE INDEX tellings_application ON tellings (owner, application_id);

CREATE TABLE bullets (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  resume_id TEXT COLLATE "C" NOT NULL,
  position BIGINT NOT NULL,
  heading TEXT COLLATE "C" NOT NULL,
  current BOOLEAN NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  story_id TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX bullets_resume ON bullets (owner, resume_id);

CREATE TABLE requirements (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  posting_id TEXT COLLATE "C" NOT NULL,
  position BIGINT NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  term TEXT COLLATE "C" NOT NULL,
  cannot_claim BOOLEAN NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX requirements_posting ON requirements (owner, posting_id);

CREATE TABLE offers (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  received_on TEXT COLLATE "C" NOT NULL,
  answer_by TEXT COLLATE "C" NOT NULL,
  terms TEXT COLLATE "C" NOT NULL,
  facts TEXT COLLATE "C" NOT NULL,
  told TEXT COLLATE "C" NOT NULL,
  marks TEXT COLLATE "C" NOT NULL,
  notes TEXT COLLATE "C" NOT NULL,
  decided_on TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX offers_application ON offers (owner, application_id);

CREATE TABLE interview_notes (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  event_id TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  if_no TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX interview_notes_application ON interview_notes (owner, application_id);
CREATE INDEX interview_notes_event ON interview_notes (owner, event_id);

CREATE TABLE touches (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  person_id TEXT COLLATE "C" NOT NULL,
  day TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  out BOOLEAN NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  answered TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX touches_person ON touches (owner, person_id);

CREATE TABLE log_entries (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  event_id TEXT COLLATE "C" NOT NULL,
  counts TEXT COLLATE "C" NOT NULL,
  proof TEXT COLLATE "C" NOT NULL,
  note TEXT COLLATE "C" NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX log_entries_application ON log_entries (owner, application_id);
CREATE INDEX log_entries_event ON log_entries (owner, event_id);

CREATE TABLE log_copies (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  profile TEXT COLLATE "C" NOT NULL,
  first_day TEXT COLLATE "C" NOT NULL,
  last_day TEXT COLLATE "C" NOT NULL,
  csv TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);
