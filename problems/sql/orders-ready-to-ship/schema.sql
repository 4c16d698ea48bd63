CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  country TEXT NOT NULL
);
CREATE TABLE required_papers (
  country TEXT,
  kind TEXT NOT NULL
);
CREATE TABLE papers (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders(id),
  kind TEXT NOT NULL,
  approved INTEGER
);
