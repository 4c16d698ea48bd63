CREATE TABLE offices (
  id INTEGER PRIMARY KEY,
  city TEXT NOT NULL,
  offset_minutes INTEGER
);
CREATE TABLE calls (
  id INTEGER PRIMARY KEY,
  office_id INTEGER REFERENCES offices(id),
  begun_at TEXT NOT NULL
);
