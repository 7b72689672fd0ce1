-- +goose Up

-- Of a mail that was left out, what a later mail of its conversation knows it
-- by: hashes of its own Message-ID, of the one it answers and of the first.
ALTER TABLE seen ADD COLUMN self TEXT NOT NULL DEFAULT '';
ALTER TABLE seen ADD COLUMN parent TEXT NOT NULL DEFAULT '';
ALTER TABLE seen ADD COLUMN root TEXT NOT NULL DEFAULT '';
CREATE INDEX seen_self ON seen (owner, self) WHERE self <> '';
CREATE INDEX seen_parent ON seen (owner, parent) WHERE parent <> '';
CREATE INDEX seen_root ON seen (owner, root) WHERE root <> '';
-- How many such mails a reading has to look for again.
ALTER TABLE readings ADD COLUMN again INTEGER NOT NULL DEFAULT 0;
