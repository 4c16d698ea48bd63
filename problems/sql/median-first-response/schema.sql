CREATE TABLE tickets (
  id INTEGER PRIMARY KEY,
  priority TEXT NOT NULL,
  opened_at TEXT NOT NULL
);
CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  ticket_id INTEGER NOT NULL REFERENCES tickets(id),
  author_role TEXT NOT NULL,
  sent_at TEXT NOT NULL
);
