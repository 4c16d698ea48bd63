WITH RECURSIVE hours(hour) AS (
  VALUES (0)
  UNION ALL
  SELECT hour + 1 FROM hours WHERE hour < 23
), local AS (
  SELECT c.id, datetime(c.begun_at, COALESCE(o.offset_minutes, 0) || ' minutes') AS begun
  FROM calls c LEFT JOIN offices o ON o.id = c.office_id
)
SELECT h.hour, COUNT(l.id) AS calls, MIN(date(l.begun)) AS first_local_day
FROM hours h
LEFT JOIN local l ON CAST(strftime('%H', l.begun) AS INTEGER) = h.hour
GROUP BY h.hour
ORDER BY h.hour
