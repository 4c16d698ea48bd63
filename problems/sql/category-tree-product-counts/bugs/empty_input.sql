WITH RECURSIVE tree(top_id, id) AS (
  SELECT id, id FROM categories
  UNION ALL
  SELECT t.top_id, c.id FROM tree t JOIN categories c ON c.parent_id = t.id
)
SELECT t.top_id AS category_id, COUNT(DISTINCT l.product_id) AS products
FROM tree t
LEFT JOIN listings l ON l.category_id = t.id
LEFT JOIN products p ON p.id = l.product_id
WHERE p.retired IS NOT 1 AND p.id IS NOT NULL
GROUP BY t.top_id
