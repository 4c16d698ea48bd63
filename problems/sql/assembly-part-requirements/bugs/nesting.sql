WITH demand AS (
  SELECT part_id, SUM(quantity) AS qty FROM work_orders GROUP BY part_id
), direct AS (
  SELECT part_id, qty FROM demand
  UNION ALL
  SELECT c.child_id, d.qty * c.quantity
  FROM demand d JOIN components c ON c.parent_id = d.part_id
)
SELECT p.id AS part_id, COALESCE(SUM(d.qty), 0) AS needed
FROM parts p LEFT JOIN direct d ON d.part_id = p.id
WHERE NOT EXISTS (SELECT 1 FROM components c WHERE c.parent_id = p.id)
GROUP BY p.id
