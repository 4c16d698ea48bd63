WITH compared AS (
  SELECT s.id AS sensor_id, r.taken_at, ROUND(r.value - s.target, 2) AS diff, s.tolerance
  FROM sensors s
  LEFT JOIN readings r ON r.sensor_id = s.id AND r.value IS NOT NULL
), ranked AS (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY sensor_id ORDER BY ABS(diff) DESC, taken_at) AS rn FROM compared
)
SELECT sensor_id,
       COUNT(diff) AS readings,
       COUNT(CASE WHEN ABS(diff) > tolerance THEN 1 END) AS outside,
       MAX(CASE WHEN rn = 1 THEN diff END) AS worst
FROM ranked
GROUP BY sensor_id
