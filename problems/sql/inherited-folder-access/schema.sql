CREATE TABLE folders (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  parent_id INTEGER REFERENCES folders(id)
);
CREATE TABLE users (
  login TEXT PRIMARY KEY
);
CREATE TABLE grants (
  folder_id INTEGER NOT NULL REFERENCES folders(id),
  login TEXT NOT NULL,
  level TEXT,
  PRIMARY KEY (folder_id, login)
);
