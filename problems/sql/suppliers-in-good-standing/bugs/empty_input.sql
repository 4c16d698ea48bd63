SELECT s.id AS supplier_id, s.name
FROM suppliers s
JOIN bills b ON b.supplier_id = s.id
WHERE s.blocked IS NOT 1
GROUP BY s.id, s.name
HAVING SUM(b.paid_on IS NULL AND b.due_on < '2024-06-30') = 0
