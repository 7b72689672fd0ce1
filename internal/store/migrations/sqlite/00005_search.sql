-- +goose Up

-- A search document begins with a word for its table, so that one kind can be
-- looked for; its number begins with its day, so that the newest come first
-- without sorting.
UPDATE search_docs SET folded = 'tbl' || replace(tbl, '_', '') || ' ' || folded,
  n = CASE WHEN length(day) = 10 THEN CAST(julianday(day) - 2440587.5 AS INTEGER) * 1099511627776 ELSE 0 END + n;
CREATE INDEX search_docs_day ON search_docs (owner, day);
-- The text of a mail stands in the mail.
UPDATE search_docs SET body = '' WHERE tbl = 'messages';
