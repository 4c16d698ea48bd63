CREATE TABLE shipments (
  id INTEGER PRIMARY KEY,
  carrier TEXT NOT NULL,
  shipped_on TEXT NOT NULL,
  delivered_on TEXT
);
CREATE TABLE holidays (
  region TEXT NOT NULL,
  day TEXT NOT NULL,
  name TEXT NOT NULL
);
