CREATE TABLE packages (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
);
CREATE TABLE needs (
  package_id INTEGER NOT NULL REFERENCES packages(id),
  needed_id INTEGER REFERENCES packages(id),
  optional INTEGER
);
