CREATE TABLE price_changes (
  id INTEGER PRIMARY KEY,
  product_id INTEGER NOT NULL,
  changed_on TEXT NOT NULL,
  revision INTEGER NOT NULL,
  price_cents INTEGER
);
