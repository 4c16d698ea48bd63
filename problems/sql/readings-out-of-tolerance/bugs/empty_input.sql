WITH d AS (
  SELECT r.sensor_id, r.taken_at, ROUND(r.value - s.target, 2) AS diff, s.tolerance AS tol
  FROM readings r JOIN sensors s ON s.id = r.sensor_id
  WHERE r.value IS NOT NULL
)
SELECT s.id AS sensor_id,
       (SELECT COUNT(*) FROM d WHERE d.sensor_id = s.id) AS readings,
       (SELECT COUNT(*) FROM d WHERE d.sensor_id = s.id AND ABS(diff) > tol) AS outside,
       (SELECT diff FROM d WHERE d.sensor_id = s.id ORDER BY ABS(diff) DESC, taken_at LIMIT 1) AS worst
FROM sensors s
