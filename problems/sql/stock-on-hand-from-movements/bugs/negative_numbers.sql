WITH m AS (
  SELECT TRIM(sku) AS sku, LOWER(TRIM(kind)) AS kind, quantity FROM movements
)
SELECT p.sku,
       COALESCE(SUM(CASE WHEN m.kind = 'in' THEN m.quantity
                         WHEN m.kind = 'out' THEN -m.quantity
                         WHEN m.kind = 'adjust' THEN m.quantity END), 0) AS on_hand
FROM products p LEFT JOIN m ON m.sku = p.sku
GROUP BY p.sku
