WITH RECURSIVE explode(part_id, qty) AS (
  SELECT part_id, quantity FROM work_orders
  UNION
  SELECT c.child_id, e.qty * c.quantity
  FROM explode e JOIN components c ON c.parent_id = e.part_id
)
SELECT p.id AS part_id, IFNULL(SUM(e.qty), 0) AS needed
FROM parts p LEFT JOIN explode e ON e.part_id = p.id
WHERE NOT EXISTS (SELECT 1 FROM components c WHERE c.parent_id = p.id)
GROUP BY p.id
