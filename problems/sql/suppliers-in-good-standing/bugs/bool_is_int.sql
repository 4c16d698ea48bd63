SELECT id AS supplier_id, name
FROM suppliers
WHERE COALESCE(blocked, 0) = 0
  AND id NOT IN (SELECT supplier_id FROM bills WHERE paid_on IS NULL AND due_on < '2024-06-30')
