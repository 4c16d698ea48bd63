CREATE TABLE journal_entries (
  id INTEGER PRIMARY KEY,
  booked_on TEXT NOT NULL,
  memo TEXT
);
CREATE TABLE journal_lines (
  id INTEGER PRIMARY KEY,
  entry_id INTEGER NOT NULL REFERENCES journal_entries(id),
  account TEXT NOT NULL,
  side TEXT NOT NULL,
  amount REAL
);
