CREATE TABLE products (
  sku TEXT PRIMARY KEY,
  name TEXT NOT NULL
);
CREATE TABLE movements (
  id INTEGER PRIMARY KEY,
  sku TEXT NOT NULL,
  kind TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  moved_on TEXT NOT NULL
);
