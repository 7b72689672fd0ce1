-- +goose Up

-- What a program read in the file of a résumé version, under the version's id.
CREATE TABLE resume_papers (
  owner TEXT NOT NULL REFERENCES owners(id),
  id TEXT NOT NULL,
  format TEXT NOT NULL,
  paper TEXT NOT NULL,
  trouble TEXT NOT NULL,
  read_at INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
