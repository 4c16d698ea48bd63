SELECT s.id AS supplier_id, s.name
FROM suppliers s
LEFT JOIN bills b ON b.supplier_id = s.id
WHERE IFNULL(s.blocked, 0) = 0
  AND (b.id IS NULL OR s.id NOT IN (SELECT o.supplier_id FROM bills o
                                    WHERE o.supplier_id IS NOT NULL AND o.paid_on IS NULL AND o.due_on < '2024-06-30'))
