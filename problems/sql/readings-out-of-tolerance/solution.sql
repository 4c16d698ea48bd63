WITH compared AS (
  SELECT s.id AS sensor_id, r.taken_at,
         CAST(ROUND((r.value - s.target) * 100) AS INTEGER) AS deviation,
         CAST(ROUND(COALESCE(s.tolerance, 0.5) * 100) AS INTEGER) AS allowed
  FROM sensors s JOIN readings r ON r.sensor_id = s.id
  WHERE r.value IS NOT NULL
), ranked AS (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY sensor_id ORDER BY ABS(deviation) DESC, taken_at) AS place FROM compared
)
SELECT s.id AS sensor_id,
       COUNT(r.deviation) AS readings,
       COALESCE(SUM(ABS(r.deviation) > r.allowed), 0) AS outside,
       ROUND(MAX(CASE WHEN r.place = 1 THEN r.deviation END) / 100.0, 2) AS worst
FROM sensors s
LEFT JOIN ranked r ON r.sensor_id = s.id
GROUP BY s.id
