CREATE TABLE sensors (
  id INTEGER PRIMARY KEY,
  label TEXT NOT NULL
);
CREATE TABLE readings (
  id INTEGER PRIMARY KEY,
  sensor_id INTEGER NOT NULL REFERENCES sensors(id),
  taken_at TEXT NOT NULL,
  celsius REAL
);
