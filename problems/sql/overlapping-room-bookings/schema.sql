CREATE TABLE bookings (
  id INTEGER PRIMARY KEY,
  room TEXT NOT NULL,
  starts_at TEXT NOT NULL,
  ends_at TEXT,
  status TEXT
);
