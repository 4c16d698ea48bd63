CREATE TABLE employees (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  hourly_cents INTEGER NOT NULL
);
CREATE TABLE shifts (
  id INTEGER PRIMARY KEY,
  employee_id INTEGER NOT NULL REFERENCES employees(id),
  worked_on TEXT NOT NULL,
  minutes INTEGER NOT NULL
);
