WITH RECURSIVE days(id, d, until) AS (
  SELECT id, date(shipped_on, '+1 day'), delivered_on FROM shipments WHERE shipped_on < delivered_on
  UNION ALL
  SELECT id, date(d, '+1 day'), until FROM days WHERE d < until
), counted AS (
  SELECT id, COUNT(*) AS n FROM days
  WHERE strftime('%w', d) NOT IN (0, 6)
    AND d NOT IN (SELECT day FROM holidays)
  GROUP BY id
)
SELECT s.id AS shipment_id,
       CASE WHEN s.delivered_on IS NULL THEN NULL ELSE COALESCE(c.n, 0) END AS working_days
FROM shipments s LEFT JOIN counted c ON c.id = s.id
