CREATE TABLE players (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
);
CREATE TABLE questions (
  id INTEGER PRIMARY KEY,
  solution TEXT
);
CREATE TABLE answers (
  player_id INTEGER NOT NULL REFERENCES players(id),
  question_id INTEGER NOT NULL REFERENCES questions(id),
  answer TEXT,
  PRIMARY KEY (player_id, question_id)
);
