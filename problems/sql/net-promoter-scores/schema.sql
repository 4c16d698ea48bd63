CREATE TABLE surveys (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL
);
CREATE TABLE responses (
  id INTEGER PRIMARY KEY,
  survey_id INTEGER NOT NULL REFERENCES surveys(id),
  answer TEXT
);
