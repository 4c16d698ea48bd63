CREATE TABLE trips (
  id INTEGER PRIMARY KEY,
  purpose TEXT NOT NULL
);
CREATE TABLE expenses (
  id INTEGER PRIMARY KEY,
  trip_id INTEGER NOT NULL REFERENCES trips(id),
  spent_on TEXT NOT NULL,
  currency TEXT,
  amount_cents INTEGER NOT NULL
);
CREATE TABLE rates (
  currency TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  per_mille INTEGER NOT NULL,
  PRIMARY KEY (currency, valid_from)
);
