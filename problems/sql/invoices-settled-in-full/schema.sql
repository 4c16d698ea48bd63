CREATE TABLE invoices (
  id INTEGER PRIMARY KEY,
  customer TEXT NOT NULL
);
CREATE TABLE lines (
  id INTEGER PRIMARY KEY,
  invoice_id INTEGER NOT NULL REFERENCES invoices(id),
  amount REAL NOT NULL
);
CREATE TABLE payments (
  id INTEGER PRIMARY KEY,
  invoice_id INTEGER NOT NULL REFERENCES invoices(id),
  amount REAL NOT NULL,
  received_on TEXT
);
