CREATE TABLE suppliers (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  blocked INTEGER
);
CREATE TABLE bills (
  id INTEGER PRIMARY KEY,
  supplier_id INTEGER REFERENCES suppliers(id),
  amount_cents INTEGER NOT NULL,
  due_on TEXT NOT NULL,
  paid_on TEXT
);
