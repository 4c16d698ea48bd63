SELECT c.id AS customer_id, a.city
FROM customers c
LEFT JOIN addresses a ON a.customer_id = c.id
WHERE UPPER(a.kind) = 'SHIPPING' AND a.archived IS NOT 1
  AND NOT EXISTS (
    SELECT 1 FROM addresses b
    WHERE b.customer_id = a.customer_id AND UPPER(b.kind) = 'SHIPPING' AND b.archived IS NOT 1
      AND (COALESCE(b.valid_from, ''), b.id) > (COALESCE(a.valid_from, ''), a.id))
