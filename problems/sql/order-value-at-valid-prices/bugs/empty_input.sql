WITH line_values AS (
  SELECT o.id AS order_id,
         l.quantity * (SELECT price_cents FROM prices p
                       WHERE p.product_id = l.product_id
                         AND o.ordered_on >= p.valid_from
                         AND (o.ordered_on < p.valid_to OR p.valid_to IS NULL)
                       ORDER BY p.valid_from DESC LIMIT 1) AS value
  FROM orders o LEFT JOIN order_lines l ON l.order_id = o.id
)
SELECT order_id,
       CASE WHEN COUNT(*) > COUNT(value) THEN NULL ELSE SUM(value) END AS value_cents
FROM line_values
GROUP BY order_id
