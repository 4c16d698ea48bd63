WITH timed AS (
  SELECT id, visitor_id, viewed_at, CAST(strftime('%s', viewed_at) AS INTEGER) AS t
  FROM page_views WHERE visitor_id IS NOT NULL
), marked AS (
  SELECT *, COALESCE(t - LAG(t) OVER (PARTITION BY visitor_id ORDER BY t, id) > 1800, 1) AS starts FROM timed
), numbered AS (
  SELECT *, SUM(starts) OVER (PARTITION BY visitor_id ORDER BY t, id ROWS UNBOUNDED PRECEDING) AS session_no FROM marked
)
SELECT visitor_id, session_no, MIN(viewed_at) AS started_at, COUNT(*) AS views
FROM numbered
GROUP BY visitor_id, session_no
ORDER BY visitor_id, session_no
