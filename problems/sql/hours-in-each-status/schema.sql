CREATE TABLE tickets (
  id INTEGER PRIMARY KEY,
  closed_at TEXT
);
CREATE TABLE status_changes (
  id INTEGER PRIMARY KEY,
  ticket_id INTEGER NOT NULL REFERENCES tickets(id),
  changed_at TEXT NOT NULL,
  status TEXT NOT NULL
);
