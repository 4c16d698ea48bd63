WITH revenue AS (
  SELECT c.id AS category_id, COALESCE(SUM(p.price_cents * s.quantity), 0) AS revenue_cents
  FROM categories c
  LEFT JOIN products p ON p.category_id = c.id
  LEFT JOIN (SELECT product_id, COALESCE(quantity, 1) AS quantity FROM sales) s ON s.product_id = p.id
  GROUP BY c.id
)
SELECT category_id, revenue_cents,
       COALESCE(ROUND(100 * revenue_cents / (SELECT SUM(revenue_cents) FROM revenue), 1), 0.0) AS share_percent
FROM revenue
