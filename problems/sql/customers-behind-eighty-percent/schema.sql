CREATE TABLE sales (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER,
  sold_on TEXT NOT NULL,
  amount_cents INTEGER NOT NULL
);
