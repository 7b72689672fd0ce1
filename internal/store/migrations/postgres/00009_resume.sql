-- +goose Up

-- What a program read in the file of a résumé version, under the version's id.
CREATE TABLE resume_papers (
  owner TEXT COLLATE "C" NOT NULL REFERENCES owners(id),
  id TEXT COLLATE "C" NOT NULL,
  format TEXT COLLATE "C" NOT NULL,
  paper TEXT COLLATE "C" NOT NULL,
  trouble TEXT COLLATE "C" NOT NULL,
  read_at BIGINT NOT NULL,
  PRIMARY KEY (owner, id)
);
