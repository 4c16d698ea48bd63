CREATE TABLE stays (
  id INTEGER PRIMARY KEY,
  room INTEGER NOT NULL,
  arrives_on TEXT NOT NULL,
  leaves_on TEXT,
  guests INTEGER,
  cancelled INTEGER
);
