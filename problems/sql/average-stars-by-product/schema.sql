CREATE TABLE products (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL
);
CREATE TABLE reviews (
  id INTEGER PRIMARY KEY,
  product_id INTEGER NOT NULL REFERENCES products(id),
  customer_id INTEGER NOT NULL,
  stars INTEGER,
  written_at TEXT NOT NULL
);
