WITH candidates AS (
  SELECT l.id AS line_id, l.order_id, l.quantity, p.price_cents,
         ROW_NUMBER() OVER (PARTITION BY l.id ORDER BY p.valid_from DESC) AS rn
  FROM order_lines l
  JOIN orders o ON o.id = l.order_id
  LEFT JOIN prices p ON p.product_id = l.product_id
    AND o.ordered_on BETWEEN p.valid_from AND COALESCE(p.valid_to, '9999-12-31')
)
SELECT o.id AS order_id,
       CASE WHEN SUM(c.line_id IS NOT NULL AND c.price_cents IS NULL) > 0 THEN NULL
            ELSE COALESCE(SUM(c.quantity * c.price_cents), 0) END AS value_cents
FROM orders o LEFT JOIN candidates c ON c.order_id = o.id AND c.rn = 1
GROUP BY o.id
