WITH lines AS (
  SELECT p.category_id, p.price_cents * COALESCE(s.quantity, 1) AS cents
  FROM products p JOIN sales s ON s.product_id = p.id
  WHERE p.category_id IS NOT NULL
)
SELECT c.id AS category_id,
       COALESCE((SELECT SUM(cents) FROM lines l WHERE l.category_id = c.id), 0) AS revenue_cents,
       COALESCE((SELECT SUM(ROUND(100.0 * cents / NULLIF((SELECT SUM(cents) FROM lines), 0), 1)) FROM lines l WHERE l.category_id = c.id), 0.0) AS share_percent
FROM categories c
