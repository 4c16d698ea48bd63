CREATE TABLE categories (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  parent_id INTEGER REFERENCES categories(id)
);
CREATE TABLE products (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  retired INTEGER
);
CREATE TABLE listings (
  category_id INTEGER NOT NULL REFERENCES categories(id),
  product_id INTEGER NOT NULL REFERENCES products(id),
  PRIMARY KEY (category_id, product_id)
);
