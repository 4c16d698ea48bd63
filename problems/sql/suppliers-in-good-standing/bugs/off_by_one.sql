SELECT s.id AS supplier_id, s.name
FROM suppliers s
LEFT JOIN bills b ON b.supplier_id = s.id AND b.paid_on IS NULL AND b.due_on <= '2024-06-30'
WHERE COALESCE(s.blocked, 0) <> 1 AND b.id IS NULL
