WITH d AS (
  SELECT r.sensor_id, r.taken_at, ROUND(r.value - s.target, 2) AS diff, COALESCE(s.tolerance, 0.5) AS tol
  FROM readings r JOIN sensors s ON s.id = r.sensor_id
  WHERE r.value IS NOT NULL
)
SELECT s.id AS sensor_id,
       COUNT(d.diff) AS readings,
       COALESCE(SUM(ABS(d.diff) > d.tol), 0) AS outside,
       MAX(d.diff) AS worst
FROM sensors s LEFT JOIN d ON d.sensor_id = s.id
GROUP BY s.id
