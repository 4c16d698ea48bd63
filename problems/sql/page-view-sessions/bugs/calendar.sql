WITH t AS (
  SELECT id, visitor_id, viewed_at,
         CAST(substr(viewed_at, 12, 2) AS INTEGER) * 3600 + CAST(substr(viewed_at, 15, 2) AS INTEGER) * 60
           + CAST(substr(viewed_at, 18, 2) AS INTEGER) AS sec
  FROM page_views WHERE visitor_id IS NOT NULL
), flagged AS (
  SELECT *, CASE WHEN sec - LAG(sec) OVER (PARTITION BY visitor_id, date(viewed_at) ORDER BY viewed_at, id) <= 1800 THEN 0 ELSE 1 END AS is_new
  FROM t
), sess AS (
  SELECT *, SUM(is_new) OVER (PARTITION BY visitor_id ORDER BY viewed_at, id) AS session_no FROM flagged
)
SELECT visitor_id, session_no, MIN(viewed_at) AS started_at, COUNT(*) AS views
FROM sess GROUP BY 1, 2 ORDER BY 1, 2
