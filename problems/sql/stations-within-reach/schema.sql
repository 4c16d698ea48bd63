CREATE TABLE stations (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
);
CREATE TABLE lines (
  id INTEGER PRIMARY KEY,
  from_id INTEGER NOT NULL REFERENCES stations(id),
  to_id INTEGER NOT NULL REFERENCES stations(id),
  both_ways INTEGER,
  closed INTEGER
);
