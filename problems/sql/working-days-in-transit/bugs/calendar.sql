WITH RECURSIVE days(id, d, until) AS (
  SELECT id, shipped_on, delivered_on FROM shipments WHERE delivered_on IS NOT NULL
  UNION ALL
  SELECT id, date(d, '+1 day'), until FROM days WHERE d < until
), weekdays AS (
  SELECT d.id, SUM(strftime('%w', d.d) IN ('1', '2', '3', '4', '5')) AS n
  FROM days d JOIN shipments s ON s.id = d.id
  WHERE d.d > s.shipped_on GROUP BY d.id
)
SELECT s.id AS shipment_id,
       CASE WHEN s.delivered_on IS NOT NULL THEN
         COALESCE(w.n, 0) - (SELECT COUNT(DISTINCT day) FROM holidays WHERE day > s.shipped_on AND day <= s.delivered_on)
       END AS working_days
FROM shipments s LEFT JOIN weekdays w ON w.id = s.id
