WITH RECURSIVE days(id, d, until) AS (
  SELECT id, shipped_on, delivered_on FROM shipments WHERE delivered_on IS NOT NULL
  UNION ALL
  SELECT id, date(d, '+1 day'), until FROM days WHERE d < until
), counted AS (
  SELECT id, COUNT(*) - 1 AS n FROM days
  WHERE CAST(strftime('%w', d) AS INTEGER) BETWEEN 1 AND 5
    AND d NOT IN (SELECT day FROM holidays)
  GROUP BY id
)
SELECT s.id AS shipment_id,
       CASE WHEN s.delivered_on IS NOT NULL THEN COALESCE(c.n, 0) END AS working_days
FROM shipments s LEFT JOIN counted c ON c.id = s.id
