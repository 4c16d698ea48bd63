CREATE TABLE signups (
  id INTEGER PRIMARY KEY,
  email TEXT,
  name TEXT,
  signed_up_at TEXT NOT NULL,
  confirmed INTEGER
);
