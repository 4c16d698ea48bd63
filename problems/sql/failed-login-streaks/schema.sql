CREATE TABLE login_events (
  id INTEGER PRIMARY KEY,
  username TEXT,
  occurred_at TEXT NOT NULL,
  seq INTEGER NOT NULL,
  success INTEGER NOT NULL
);
