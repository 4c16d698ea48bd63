CREATE TABLE basket_items (
  id INTEGER PRIMARY KEY,
  basket_id INTEGER NOT NULL,
  product_id INTEGER,
  returned INTEGER
);
