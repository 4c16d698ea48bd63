WITH RECURSIVE need(part_id, quantity) AS (
  SELECT part_id, quantity FROM work_orders
  UNION ALL
  SELECT c.child_id, n.quantity * c.quantity
  FROM need n JOIN components c ON c.parent_id = n.part_id
)
SELECT p.id AS part_id, COALESCE(SUM(n.quantity), 0) AS needed
FROM parts p
LEFT JOIN need n ON n.part_id = p.id
WHERE p.id NOT IN (SELECT parent_id FROM components)
GROUP BY p.id
