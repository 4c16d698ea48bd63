WITH revenue AS (
  SELECT c.id AS category_id,
         COALESCE(SUM(CASE WHEN s.id IS NOT NULL THEN p.price_cents * COALESCE(s.quantity, 1) END), 0) AS revenue_cents
  FROM categories c
  LEFT JOIN products p ON p.category_id = c.id
  LEFT JOIN sales s ON s.product_id = p.id
  GROUP BY c.id
)
SELECT category_id, revenue_cents,
       COALESCE(ROUND(100.0 * revenue_cents / NULLIF(SUM(revenue_cents) OVER (), 0), 1), 0.0) AS share_percent
FROM revenue
