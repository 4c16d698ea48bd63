WITH d AS (
  SELECT r.sensor_id, r.taken_at, r.value - s.target AS diff, COALESCE(s.tolerance, 0.5) AS tol
  FROM readings r JOIN sensors s ON s.id = r.sensor_id
  WHERE r.value IS NOT NULL
), ranked AS (
  SELECT d.*, ROW_NUMBER() OVER (PARTITION BY sensor_id ORDER BY ABS(diff) DESC, taken_at) AS rn FROM d
)
SELECT s.id AS sensor_id,
       COUNT(r.diff) AS readings,
       COALESCE(SUM(CASE WHEN ABS(r.diff) > r.tol THEN 1 ELSE 0 END), 0) AS outside,
       ROUND(MAX(CASE WHEN r.rn = 1 THEN r.diff END), 2) AS worst
FROM sensors s LEFT JOIN ranked r ON r.sensor_id = s.id
GROUP BY s.id
