SELECT p.sku,
       COALESCE(SUM(CASE LOWER(m.kind)
                      WHEN 'in' THEN m.quantity
                      WHEN 'out' THEN -ABS(m.quantity)
                      WHEN 'adjust' THEN m.quantity
                    END), 0) AS on_hand
FROM products p
LEFT JOIN movements m ON TRIM(m.sku) = p.sku
GROUP BY p.sku
