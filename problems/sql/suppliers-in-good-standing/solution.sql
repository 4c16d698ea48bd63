SELECT s.id AS supplier_id, s.name
FROM suppliers s
WHERE s.blocked IS NOT 1
  AND NOT EXISTS (
    SELECT 1 FROM bills b
    WHERE b.supplier_id = s.id AND b.paid_on IS NULL AND b.due_on < '2024-06-30'
  )
