CREATE TABLE receipts (
  id INTEGER PRIMARY KEY,
  sold_at TEXT NOT NULL,
  total_cents INTEGER NOT NULL,
  void INTEGER
);
