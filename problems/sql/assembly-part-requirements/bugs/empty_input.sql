WITH RECURSIVE explode(part_id, qty) AS (
  SELECT part_id, quantity FROM work_orders
  UNION ALL
  SELECT c.child_id, e.qty * c.quantity
  FROM explode e JOIN components c ON c.parent_id = e.part_id
)
SELECT e.part_id, SUM(e.qty) AS needed
FROM explode e
LEFT JOIN components c ON c.parent_id = e.part_id
WHERE c.parent_id IS NULL
GROUP BY e.part_id
