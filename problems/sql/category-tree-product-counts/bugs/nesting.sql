WITH pairs AS (
  SELECT id AS top_id, id FROM categories
  UNION ALL
  SELECT parent_id, id FROM categories WHERE parent_id IS NOT NULL
)
SELECT pairs.top_id AS category_id, COUNT(DISTINCT p.id) AS products
FROM pairs
LEFT JOIN listings l ON l.category_id = pairs.id
LEFT JOIN products p ON p.id = l.product_id AND COALESCE(p.retired, 0) = 0
GROUP BY pairs.top_id
