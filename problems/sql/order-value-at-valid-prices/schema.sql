CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  ordered_on TEXT NOT NULL
);
CREATE TABLE order_lines (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders(id),
  product_id INTEGER NOT NULL,
  quantity INTEGER NOT NULL
);
CREATE TABLE prices (
  id INTEGER PRIMARY KEY,
  product_id INTEGER NOT NULL,
  price_cents INTEGER NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT
);
