WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
INSERT INTO page_views (visitor_id,path,viewed_at) SELECT 66, '/' || i, datetime('2024-05-01', (i * 97 + i / 500 * 2400) || ' seconds') FROM n;
