WITH RECURSIVE tree(top_id, id) AS (
  SELECT id, id FROM categories
  UNION ALL
  SELECT tree.top_id, c.id FROM tree JOIN categories c ON c.parent_id = tree.id
)
SELECT t.top_id AS category_id, COUNT(p.id) AS products
FROM tree t
LEFT JOIN listings l ON l.category_id = t.id
LEFT JOIN products p ON p.id = l.product_id AND COALESCE(p.retired, 0) <> 1
GROUP BY t.top_id
