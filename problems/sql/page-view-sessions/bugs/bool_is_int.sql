WITH prev AS (
  SELECT visitor_id, viewed_at, id,
         LAG(viewed_at) OVER w AS prev_at
  FROM page_views
  WINDOW w AS (PARTITION BY visitor_id ORDER BY viewed_at, id)
), flagged AS (
  SELECT *, IIF(strftime('%s', viewed_at) - strftime('%s', prev_at) <= 1800, 0, 1) AS is_new
  FROM prev
), sess AS (
  SELECT *, SUM(is_new) OVER (PARTITION BY visitor_id ORDER BY viewed_at, id) AS session_no FROM flagged
)
SELECT visitor_id, session_no, MIN(viewed_at) AS started_at, COUNT(*) AS views
FROM sess GROUP BY visitor_id, session_no
ORDER BY visitor_id, session_no
