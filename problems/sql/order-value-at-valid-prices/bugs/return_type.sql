WITH line_values AS (
  SELECT l.order_id,
         l.quantity * (SELECT price_cents FROM prices p
                       WHERE p.product_id = l.product_id
                         AND p.valid_from <= o.ordered_on
                         AND COALESCE(p.valid_to, '9999-12-31') > o.ordered_on
                       ORDER BY p.valid_from DESC LIMIT 1) AS value
  FROM order_lines l JOIN orders o ON o.id = l.order_id
)
SELECT o.id AS order_id, COALESCE(SUM(lv.value), 0) AS value_cents
FROM orders o LEFT JOIN line_values lv ON lv.order_id = o.id
GROUP BY o.id
