CREATE TABLE plans (
  id INTEGER PRIMARY KEY,
  customer TEXT NOT NULL,
  first_due_on TEXT NOT NULL,
  instalments INTEGER NOT NULL,
  total_cents INTEGER NOT NULL
);
