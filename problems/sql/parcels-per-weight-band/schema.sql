CREATE TABLE bands (
  id INTEGER PRIMARY KEY,
  from_grams INTEGER NOT NULL,
  to_grams INTEGER,
  fee_cents INTEGER
);
CREATE TABLE parcels (
  id INTEGER PRIMARY KEY,
  grams INTEGER,
  declared_grams INTEGER,
  express INTEGER
);
