CREATE TABLE students (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
);
CREATE TABLE assignments (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  weight INTEGER NOT NULL
);
CREATE TABLE submissions (
  id INTEGER PRIMARY KEY,
  student_id INTEGER NOT NULL REFERENCES students(id),
  assignment_id INTEGER NOT NULL REFERENCES assignments(id),
  points INTEGER,
  submitted_at TEXT NOT NULL
);
