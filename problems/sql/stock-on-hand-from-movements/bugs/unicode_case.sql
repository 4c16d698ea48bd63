SELECT p.sku,
       COALESCE(SUM(CASE
         WHEN m.kind IN ('in', 'adjust') THEN m.quantity
         WHEN m.kind = 'out' THEN -ABS(m.quantity)
         ELSE 0 END), 0) AS on_hand
FROM products p
LEFT JOIN movements m ON TRIM(m.sku) = p.sku
GROUP BY p.sku
