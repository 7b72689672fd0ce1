-- +goose Up

-- What a person keeps of a contact: how warm, when to write next and why, that
-- no note of the kind fits again, how they like to be reached, and the employers
-- they were with before (a JSON list).
ALTER TABLE persons ADD COLUMN warmth TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE persons ADD COLUMN next_on TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE persons ADD COLUMN next_reason TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE persons ADD COLUMN never_note BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE persons ADD COLUMN prefers TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE persons ADD COLUMN past TEXT COLLATE "C" NOT NULL DEFAULT '[]';
-- Why to write to a watched employer, and which roles are wanted there.
ALTER TABLE watches ADD COLUMN write_reason TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE watches ADD COLUMN roles TEXT COLLATE "C" NOT NULL DEFAULT '';
-- When each address wrote last, without reading the mails.
CREATE INDEX messages_from ON messages (owner, from_addr, date);
-- What an agency sent.
CREATE INDEX applications_agency ON applications (owner, agency_id) WHERE agency_id <> '';
