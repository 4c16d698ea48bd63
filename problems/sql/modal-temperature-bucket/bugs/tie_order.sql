WITH b AS (
  SELECT sensor_id,
         CASE WHEN celsius < 0 AND celsius <> 5 * CAST(celsius / 5 AS INTEGER)
              THEN 5 * CAST(celsius / 5 AS INTEGER) - 5
              ELSE 5 * CAST(celsius / 5 AS INTEGER) END AS bucket
  FROM readings WHERE celsius IS NOT NULL
), c AS (
  SELECT sensor_id, bucket, COUNT(*) AS n FROM b GROUP BY sensor_id, bucket
), ranked AS (
  SELECT c.*, RANK() OVER (PARTITION BY sensor_id ORDER BY n DESC) AS rk FROM c
)
SELECT s.id AS sensor_id, r.bucket, COALESCE(r.n, 0) AS readings
FROM sensors s LEFT JOIN ranked r ON r.sensor_id = s.id AND r.rk = 1
