WITH RECURSIVE days(id, d, until) AS (
  SELECT id, date(shipped_on, '+1 day'), delivered_on FROM shipments WHERE shipped_on < delivered_on
  UNION ALL
  SELECT id, date(d, '+1 day'), until FROM days WHERE d < until
), weekdays AS (
  SELECT id, COUNT(*) AS n FROM days WHERE strftime('%w', d) NOT IN ('0', '6') GROUP BY id
), closed AS (
  SELECT s.id, COUNT(*) AS n
  FROM shipments s JOIN holidays h ON h.day > s.shipped_on AND h.day <= s.delivered_on
  WHERE strftime('%w', h.day) NOT IN ('0', '6')
  GROUP BY s.id
)
SELECT s.id AS shipment_id,
       CASE WHEN s.delivered_on IS NOT NULL THEN COALESCE(w.n, 0) - COALESCE(c.n, 0) END AS working_days
FROM shipments s
LEFT JOIN weekdays w ON w.id = s.id
LEFT JOIN closed c ON c.id = s.id
