WITH revenue AS (
  SELECT c.id AS category_id, COALESCE(SUM(p.price_cents * s.quantity), 0) AS revenue_cents
  FROM categories c
  LEFT JOIN products p ON p.category_id = c.id
  LEFT JOIN sales s ON s.product_id = p.id
  GROUP BY c.id
), total AS (SELECT SUM(revenue_cents) AS cents FROM revenue)
SELECT category_id, revenue_cents,
       CASE WHEN cents = 0 THEN 0.0 ELSE ROUND(100.0 * revenue_cents / cents, 1) END AS share_percent
FROM revenue CROSS JOIN total
