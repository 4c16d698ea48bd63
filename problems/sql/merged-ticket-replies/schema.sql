CREATE TABLE tickets (
  id INTEGER PRIMARY KEY,
  subject TEXT NOT NULL,
  merged_into INTEGER REFERENCES tickets(id)
);
CREATE TABLE replies (
  id INTEGER PRIMARY KEY,
  ticket_id INTEGER NOT NULL REFERENCES tickets(id),
  is_internal INTEGER NOT NULL,
  sent_at TEXT NOT NULL
);
