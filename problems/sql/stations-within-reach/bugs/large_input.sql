WITH RECURSIVE edges(a, b) AS (
  SELECT from_id, to_id FROM lines WHERE COALESCE(closed, 0) = 0
  UNION ALL
  SELECT to_id, from_id FROM lines WHERE COALESCE(closed, 0) = 0 AND both_ways = 1
), walk(id, rides, path) AS (
  SELECT id, 0, ',' || id || ',' FROM stations WHERE id = 1
  UNION ALL
  SELECT e.b, w.rides + 1, w.path || e.b || ','
  FROM walk w JOIN edges e ON e.a = w.id
  WHERE w.rides < 40 AND w.path NOT LIKE '%,' || e.b || ',%'
)
SELECT id AS station_id, MIN(rides) AS rides FROM walk GROUP BY id
