-- +goose Up

-- A search document begins with a word for its table, so that one kind can be
-- looked for.
UPDATE search_docs SET folded = 'tbl' || replace(tbl, '_', '') || ' ' || folded;
CREATE INDEX search_docs_day ON search_docs (owner, day);
-- The text of a mail stands in the mail.
UPDATE search_docs SET body = '' WHERE tbl = 'messages';
