WITH valued AS (
  SELECT o.id AS order_id,
         l.quantity * (SELECT p.price_cents FROM prices p
                       WHERE p.product_id = l.product_id
                         AND p.valid_from <= o.ordered_on
                         AND (p.valid_to IS NULL OR p.valid_to > o.ordered_on)
                       ORDER BY p.valid_from DESC LIMIT 1) AS cents
  FROM orders o JOIN order_lines l ON l.order_id = o.id
)
SELECT o.id AS order_id,
       CASE WHEN COUNT(v.order_id) = COUNT(v.cents) THEN COALESCE(SUM(v.cents), 0) END AS value_cents
FROM orders o
LEFT JOIN valued v ON v.order_id = o.id
GROUP BY o.id
