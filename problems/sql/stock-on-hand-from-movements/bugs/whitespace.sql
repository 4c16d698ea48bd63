WITH signed AS (
  SELECT sku, CASE LOWER(kind) WHEN 'in' THEN quantity WHEN 'out' THEN -ABS(quantity) WHEN 'adjust' THEN quantity ELSE 0 END AS delta
  FROM movements
)
SELECT p.sku, COALESCE(SUM(s.delta), 0) AS on_hand
FROM products p LEFT JOIN signed s ON s.sku = p.sku
GROUP BY p.sku
