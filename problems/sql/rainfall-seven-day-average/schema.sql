CREATE TABLE rainfall (
  station_id INTEGER NOT NULL,
  day TEXT NOT NULL,
  mm INTEGER,
  PRIMARY KEY (station_id, day)
);
