CREATE TABLE offers (
  id INTEGER PRIMARY KEY,
  product_id INTEGER,
  seller TEXT NOT NULL,
  price_cents INTEGER
);
