SELECT p.sku,
       SUM(CASE UPPER(m.kind)
             WHEN 'IN' THEN m.quantity
             WHEN 'OUT' THEN -ABS(m.quantity)
             WHEN 'ADJUST' THEN m.quantity
             ELSE 0 END) AS on_hand
FROM products p
JOIN movements m ON TRIM(m.sku) = p.sku
GROUP BY p.sku
