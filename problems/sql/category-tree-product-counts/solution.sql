WITH RECURSIVE below(top_id, id) AS (
  SELECT id, id FROM categories
  UNION ALL
  SELECT b.top_id, c.id FROM below b JOIN categories c ON c.parent_id = b.id
)
SELECT b.top_id AS category_id, COUNT(DISTINCT p.id) AS products
FROM below b
LEFT JOIN listings l ON l.category_id = b.id
LEFT JOIN products p ON p.id = l.product_id AND p.retired IS NOT 1
GROUP BY b.top_id
