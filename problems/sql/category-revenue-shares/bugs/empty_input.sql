WITH revenue AS (
  SELECT p.category_id, SUM(p.price_cents * COALESCE(s.quantity, 1)) AS revenue_cents
  FROM sales s JOIN products p ON p.id = s.product_id
  WHERE p.category_id IS NOT NULL
  GROUP BY p.category_id
)
SELECT c.id AS category_id, COALESCE(r.revenue_cents, 0) AS revenue_cents,
       ROUND(COALESCE(r.revenue_cents, 0) * 100.0 / (SELECT SUM(revenue_cents) FROM revenue), 1) AS share_percent
FROM categories c LEFT JOIN revenue r ON r.category_id = c.id
