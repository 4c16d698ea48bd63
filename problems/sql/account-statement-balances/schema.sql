CREATE TABLE accounts (
  id INTEGER PRIMARY KEY,
  opening_cents INTEGER
);
CREATE TABLE entries (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts(id),
  booked_on TEXT,
  amount_cents INTEGER NOT NULL
);
