WITH RECURSIVE hours(hour) AS (
  VALUES (0) UNION ALL SELECT hour + 1 FROM hours WHERE hour < 23
), local AS (
  SELECT c.id, date(c.begun_at) AS day,
         CAST(strftime('%H', c.begun_at, COALESCE(o.offset_minutes, 0) || ' minutes') AS INTEGER) AS hour
  FROM calls c LEFT JOIN offices o ON c.office_id = o.id
)
SELECT h.hour, COUNT(l.id) AS calls, MIN(l.day) AS first_local_day
FROM hours h LEFT JOIN local l ON l.hour = h.hour
GROUP BY h.hour
ORDER BY h.hour
