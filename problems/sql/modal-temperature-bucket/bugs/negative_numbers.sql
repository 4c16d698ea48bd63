WITH b AS (
  SELECT sensor_id, CAST(celsius / 5 AS INTEGER) * 5 AS bucket, COUNT(*) AS cnt
  FROM readings WHERE celsius IS NOT NULL
  GROUP BY sensor_id, bucket
), ranked AS (
  SELECT sensor_id, bucket, cnt,
         ROW_NUMBER() OVER (PARTITION BY sensor_id ORDER BY cnt DESC, bucket ASC) AS rn
  FROM b
)
SELECT s.id, r.bucket, COALESCE(r.cnt, 0)
FROM sensors s LEFT JOIN ranked r ON r.sensor_id = s.id AND r.rn = 1
