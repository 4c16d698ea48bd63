WITH local AS (
  SELECT datetime(c.begun_at, COALESCE(o.offset_minutes, 0) || ' minutes') AS begun
  FROM calls c
  LEFT JOIN offices o ON o.id = c.office_id
)
SELECT CAST(strftime('%H', begun) AS INTEGER) AS hour, COUNT(*) AS calls, MIN(date(begun)) AS first_local_day
FROM local
GROUP BY hour
ORDER BY hour
