WITH b AS (
  SELECT s.id AS sensor_id,
         5 * (CAST((r.celsius + 1000) / 5 AS INTEGER) - 200) AS bucket,
         COUNT(*) AS n
  FROM sensors s JOIN readings r ON r.sensor_id = s.id
  WHERE r.celsius IS NOT NULL
  GROUP BY 1, 2
)
SELECT sensor_id, bucket, n AS readings
FROM (SELECT b.*, ROW_NUMBER() OVER (PARTITION BY sensor_id ORDER BY n DESC, bucket) AS rn FROM b)
WHERE rn = 1
