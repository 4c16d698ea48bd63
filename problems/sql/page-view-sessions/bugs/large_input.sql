WITH views AS (
  SELECT id, visitor_id, viewed_at, unixepoch(viewed_at) AS t FROM page_views WHERE visitor_id IS NOT NULL
), numbered AS (
  SELECT v.visitor_id, v.viewed_at,
         (SELECT COUNT(*) FROM views s
          WHERE s.visitor_id = v.visitor_id AND s.t <= v.t
            AND NOT EXISTS (SELECT 1 FROM views p
                            WHERE p.visitor_id = s.visitor_id AND p.t >= s.t - 1800
                              AND (p.t < s.t OR (p.t = s.t AND p.id < s.id)))) AS session_no
  FROM views v
)
SELECT visitor_id, session_no, MIN(viewed_at) AS started_at, COUNT(*) AS views
FROM numbered
GROUP BY visitor_id, session_no
ORDER BY visitor_id, session_no
