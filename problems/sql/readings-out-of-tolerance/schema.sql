CREATE TABLE sensors (
  id INTEGER PRIMARY KEY,
  label TEXT NOT NULL,
  target REAL NOT NULL,
  tolerance REAL
);
CREATE TABLE readings (
  id INTEGER PRIMARY KEY,
  sensor_id INTEGER NOT NULL REFERENCES sensors(id),
  taken_at TEXT NOT NULL,
  value REAL
);
