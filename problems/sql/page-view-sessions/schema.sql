CREATE TABLE page_views (
  id INTEGER PRIMARY KEY,
  visitor_id INTEGER,
  path TEXT NOT NULL,
  viewed_at TEXT NOT NULL
);
