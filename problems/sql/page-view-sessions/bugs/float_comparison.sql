WITH prev AS (
  SELECT visitor_id, viewed_at, id,
         LAG(viewed_at) OVER (PARTITION BY visitor_id ORDER BY viewed_at, id) AS prev_at
  FROM page_views WHERE visitor_id IS NOT NULL
), flagged AS (
  SELECT *, CASE WHEN prev_at IS NULL THEN 1
                 WHEN (julianday(viewed_at) - julianday(prev_at)) * 24 * 60 > 30 THEN 1
                 ELSE 0 END AS is_new
  FROM prev
), sess AS (
  SELECT *, SUM(is_new) OVER (PARTITION BY visitor_id ORDER BY viewed_at, id) AS session_no FROM flagged
)
SELECT visitor_id, session_no, MIN(viewed_at) AS started_at, COUNT(*) AS views
FROM sess GROUP BY visitor_id, session_no
ORDER BY visitor_id, session_no
