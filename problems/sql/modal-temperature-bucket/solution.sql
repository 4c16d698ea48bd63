WITH placed AS (
  SELECT sensor_id,
         5 * (CAST(celsius / 5.0 AS INTEGER) - (celsius / 5.0 < CAST(celsius / 5.0 AS INTEGER))) AS bucket
  FROM readings WHERE celsius IS NOT NULL
), counted AS (
  SELECT sensor_id, bucket, COUNT(*) AS n FROM placed GROUP BY sensor_id, bucket
), ranked AS (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY sensor_id ORDER BY n DESC, bucket) AS place FROM counted
)
SELECT s.id AS sensor_id, r.bucket, COALESCE(r.n, 0) AS readings
FROM sensors s
LEFT JOIN ranked r ON r.sensor_id = s.id AND r.place = 1
